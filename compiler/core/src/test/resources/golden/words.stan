// The words of PModel's additions are ordinary names in a Stan program.
functions {
  real plate(real sample) { return sample; }
  real transform(real x) { return x; }
}
data { int T; vector[T] param; }
transformed data {
  real distribution = 1;
  real primitive = plate(distribution);
  real function = transform(primitive);
  array[T] int from;
  real with = function;
  from[1] = T;
  for (sample in from) print(sample);
}
model { param ~ normal(0, 1) T[0, 1_000]; }
