functions {
  real ll(vector theta, real s, array[] int y) { return theta[1] * s * y[1]; }
  real ll_of_data(data vector theta, real s) { return theta[1] * s; }
  real ll_of_complex(complex_vector theta, real s) { return s; }
  real part(array[] real x, int start, int end) { return x[1]; }
  real in_parts(real s) { return reduce_sum(part, {s}, 1); }
  real ll_in_parts(vector theta, real s) { return theta[1] + in_parts(s); }
  matrix K(real a, data int n) { return [[a, 0], [0, a]]; }
  matrix K_of_data(data real a, int n) { return [[a, 0], [0, a]]; }
}
data { int n; array[n] int y; }
parameters { real a; real s; }
model {
  vector[2] zero = [0, 0]';
  target += laplace_marginal(ll, (s, y), 1, K, (a, n));
  target += laplace_marginal(ll, {s}, 1, K, (a, n));
  target += laplace_marginal(ll, (y, s), 1, K, (a, n));
  target += laplace_marginal(ll, (s, y), 1, K, (a,));
  target += laplace_marginal(ll, (s, y), s, K, (a, n));
  target += laplace_marginal(ll, (s, y), 1, K_of_data, (a, n));
  target += laplace_marginal(ll_of_data, (s,), 1, K, (a, n));
  target += laplace_marginal(ll_of_complex, (s,), 1, K, (a, n));
  target += laplace_marginal(ll_in_parts, (s,), 1, K, (a, n));
  target += laplace_marginal(ll, (s, y), 1, K, (a, n), 2);
  target += laplace_marginal_tol(ll, (s, y), 1, K, (a, n), (zero, 1));
  target += laplace_marginal_tol(ll, (s, y), 1, K, (a, n), (zero, s));
  target += laplace_marginal_tol(ll, (s, y), 1, K, (a, n), (zero, 1, 2));
  vector[2] mode = laplace_latent_solve(ll, (s, y), 1, K, (1, n));
  y ~ laplace_marginal_poisson_log(zero, 1, K, (a, n));
  target += laplace_marginal_poisson_log_lupmf(y | zero, 1, K, (a, n));
  y ~ laplace_marginal_poisson_log(zero, 1, K, (a, n)) T[1, ];
  y ~ laplace_marginal_poisson_log(1, K, (a, n));
}
