// Between a density and a mass function that take a whole number alike, the mass function is meant.
functions {
  real foo_lpdf(real x, int y) { return y; }
  real foo_lpmf(int x, real y) { return y; }
}
model {
  1 ~ foo(3);
}
