functions {
  real scaled(real x, data int n);
  real scaled(real x, data int n) { return x * n; }
  real scaled(vector x, data int n) { return sum(x) * n; }
  int factorial(int n) { if (n <= 1) return 1; else return n * factorial(n - 1); }
  real height_lpdf(vector y, real mu) { return normal_lpdf(y | mu, 1); }
  real noise_rng(real s) { return normal_rng(0, s); }
  void note_lp(real x) { target += x; print("x = ", x); }
}
data {
  int<lower=0> N;
  vector[N] y;
  array[N] int<lower=0, upper=N> k;
}
transformed data {
  real total = sum(y);
  array[2] real pair = {1, 2.5};
}
parameters {
  real<offset=total, multiplier=2> mu;
  real<lower=0> sigma;
  array[3] simplex[4] theta;
}
transformed parameters {
  vector[N] eta = mu + y;
  jacobian += log(sigma);
}
model {
  y ~ normal(eta, sigma);
  y ~ height(mu);
  y[1] ~ normal(mu, sigma) T[0, 3];
  k ~ poisson(exp(mu)) T[1, ];
  target += normal_lupdf(mu | 0, 1) + scaled(mu, factorial(3));
  note_lp(mu);
}
generated quantities {
  array[N] real z = normal_rng(eta, sigma);
  real w = noise_rng(1);
}
