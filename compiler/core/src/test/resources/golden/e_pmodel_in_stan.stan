function f(real x) : real = x;
model {
  param real mu ~ normal(0, 1);
  plate obs (i in 1:3) mu ~ normal(0, 1);
}
