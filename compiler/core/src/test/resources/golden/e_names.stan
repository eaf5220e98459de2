functions {
  real announced(real x);
  real f(real x) { return x; }
  real f(real x) { return x; }
}
data { int N; vector[N] yield; real f; }
transformed data {
  real a = yeild[1];
  real b = squar(2.0);
  real c = f(2.0);
  real d = square;
  int N = 3;
  int e = 99999999999;
  { real a = 1; }
}
model {
  a ~ norml(0, 1);
  a ~ normal(0, 1) T[0, ];
  target += normal(a, 0, 1);
}
