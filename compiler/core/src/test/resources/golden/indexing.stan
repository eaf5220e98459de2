data {
  array[3, 4] matrix[5, 6] x;
  array[2] int idx;
  vector[9] v;
}
transformed data {
  matrix[5, 6] a = x[1, 2];
  array[2] matrix[5, 6] b = x[idx, 2];
  vector[5] c = x[1, 2][, 3];
  row_vector[6] d = x[1][2][3];
  array[3, 4] vector[2] e = x[:, :, idx, 1];
  real f = x[1, 2, 3, 4];
  vector[4] g = v[2:5];
  vector[8] h = v[2:];
  matrix[5, 6] k;
  k[1, 2:3] = [1, 2];
  k[:, 1] = v[:5];
  array[2] vector[9] w;
  w[1][2] = 3;
  w[idx] = {v, v};
}
