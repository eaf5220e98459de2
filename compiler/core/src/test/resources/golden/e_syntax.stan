data {
  int<lower=0> N
  vector[N] x;
}
parameters {
  real<lower=0 sigma;
  real vector;
}
model {
  mu ~ normal(0, 1)
  x ~ normal(mu, sigma;
  for (i in 1:N {
    target += x[i];
  }
  if x > 3 { }
  y ~ ;
  real z = 3 +;
