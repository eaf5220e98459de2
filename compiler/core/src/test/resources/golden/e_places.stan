functions {
  real f(real x) { x = 2; if (x > 1) return 1; }
  void g() { return 1; }
  real h() { return; }
  real a_lpdf(int x) { return 1; }
  real a_lpmf(real x) { return 1; }
  int b_lpdf(real x) { return 1; }
  real c_lpdf() { return 1; }
  real d(real x) { return normal_lupdf(x | 0, 1); }
}
data {
  int N;
  real y = 3;
  y = 2;
}
parameters {
  int k;
  vector[N] x;
  complex<lower=0> z;
  real<lower=x> s;
}
transformed parameters {
  array[2] int q;
  vector[x[1] > 0] r;
}
model {
  N = 3;
  x[1] = 2;
  real<lower=0> local;
  for (i in 1:3) i = 2;
  break;
  return 2;
  real v;
  v + 1 = 2;
  vector[3] w;
  w[1:2][1] = 3;
  jacobian += 1;
  target += (1, 2);
  nothing();
}
