data { int N; vector[N] y; array[N] real a; tuple(real, int) t; }
transformed data {
  vector[N] b = y * y;
  vector[N] c = a + 1;
  int d = 1.5;
  real e = 1 ? y : 2.0;
  if (1.5) { }
  array[2] real f = {1, y};
  row_vector[2] g = [1, y];
  real h = y[1, 2];
  real i = y[1.5];
  real j = t.3;
  real k = N.1;
  real l = !1.5;
  real m = y';
  int n = 1.0 && 2;
  for (x in N) { }
  for (x in 1.5:2) { }
  real o = N[1];
  int p = N / 2;
  target += 1;
  real q = target();
  t = (1, 2, 3);
  (q, d) = 3;
}
