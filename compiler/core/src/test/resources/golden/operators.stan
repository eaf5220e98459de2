transformed data {
  int i = 7 %/% 2 % 3;
  real a = -2 ^ 2 * 3 + 2 ^ -1 ^ 2;
  vector[2] v = [1, 2]';
  row_vector[2] r = [a, 1];
  matrix[2, 2] m = [[1, 2], r];
  vector[2] u = m * v + m \ v - v .* v ./ 2 + v / 2;
  real s = r * v;
  matrix[2, 2] o = v * r;
  row_vector[2] q = r / m;
  vector[2] p = v .^ 2 + 2 ./ v;
  int t = 1 < 2.5 && i == 3 || !i;
  real c = i > 2 ? 1 : a < 2 ? 2.5 : 3;
  a += 1;
  v .*= v;
  v *= 2;
  m[1] *= 2;
  array[2] real n = -{1.0, 2.0};
}
