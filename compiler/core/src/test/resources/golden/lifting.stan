data {
  int N; vector[N] v; array[N] int k; array[N] real a; matrix[2, 2] m; array[N] vector[2] vs; row_vector[2] r; array[N] row_vector[2] rs;
}
transformed data {
  vector[N] e = exp(v);
  array[N] real f = exp(k);
  matrix[2, 2] g = fmax(m, 0);
  array[N] int h = abs(k);
  real s = sum(r) + sum(a);
  array[1] vector[2] first = head(vs, 1);
  array[1] int one = head(k, 1);
}
parameters { vector[2] mu; vector[2] theta; }
model {
  v ~ normal(a, 1);
  k ~ poisson(e);
  vs ~ multi_normal(mu, m);
  rs ~ multi_normal(mu, m);
  r ~ multi_normal(mu, m);
  k ~ categorical(theta);
  target += normal_cdf(v | 0, 1);
  v ~ normal(0, 1) T[0, ];
  v ~ normal(v, 1) T[0, 1];
}
