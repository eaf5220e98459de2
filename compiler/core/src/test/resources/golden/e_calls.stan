functions {
  void nothing() { }
  real either(int m, real x) { return x; }
  real either(real x, int m) { return x; }
}
data { int N; vector[N] y; }
parameters { vector[N] p; }
model {
  y ~ normal(0);
  y ~ normal(0, {{1.0}});
  real a = exp(1, 2);
  real b = sum(2);
  real c = either(1, 2);
  real d = nothing();
  exp(2);
  real e = quantile(p, 1);
  real g = normal_lpdf(y, 0, 1);
  real h = exp(y | 1);
  real i = size();
  real j = normal_rng(0, 1);
  p ~ exponential(1) T[1, ];
}
