functions {
  real f(real<lower=0> x) { return x; }
  real g(simplex x) { return 1; }
}
data {
  int N;
  real y[N];
  real[N] z;
  vector v;
  matrix[N] m;
  vector<lower=0, lower=1>[N] a;
  vector<lower=0, offset=1>[N] b;
  array[] real c;
}
transformed data {
  real auto = 1;
  real x__ = 2;
  real y_lupdf = 2;
  real lower = 3;
  x <- 3;
  N + 1;
  array[0] int e = {};
  real t = z.99999999999;
}
