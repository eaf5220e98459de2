functions {
  int some_rng() { return poisson_rng(3) + 1; }
}
data {
  int N;
  vector[N] y;
}
transformed data {
  int M = 2 + poisson_rng(3);
  vector[M] drawn_once;
}
parameters {
  real mu;
  vector[N] x;
}
model {
}
generated quantities {
  int k = some_rng();
  vector[N + M] fine;
  vector[rows(y)] also_fine;
  array[size(x), 2] int of_the_size_of_another;
  vector[k] random;
  array[2, k + N] real part;
  matrix[N, poisson_rng(3) + 1] direct;
  vector[some_rng()] own;
  vector[mu > 0 ? 2 : 3] of_parameters;
  vector[size(rep_vector(mu, k))] of_a_value;
  tuple(int, vector[k]) pair;
  real total;
  {
    vector[k] local = rep_vector(1, k);
    array[poisson_rng(3)] int another;
    total = sum(local);
  }
}
