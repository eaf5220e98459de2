// Stan's own functions cannot be defined again, and Stan has none of the additions.
functions {
  real square(real x) { return x * x * x; }
  real normal_lpdf(vector y, real mu, real sigma) { return 0; }
  real announced(data real x);
  real announced(real x) { return x; }
}
data { int N; vector[N] y; }
parameters { real mu; array[N] real z; vector[size(z)] w; }
model {
  array[2] int k = {1, 2};
  k[k[1]] = 2;
  (k[1], k[2]) = (1, 2);
  y ~ normal(normal_mean(mu, 1), 1);
}
