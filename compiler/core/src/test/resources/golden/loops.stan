data { int N; vector[N] y; array[N] vector[2] z; matrix[N, 2] m; }
transformed data {
  real s = 0;
  for (i in 1:N) { real t = y[i]; s += t; }
  for (i in 1:N) s += i;
  for (e in z) for (x in e) s += x;
  for (x in m) s += x;
  while (s > 1) { if (s > 9) break; else if (s < 3) { s /= 2; continue; } s -= 1; }
  profile("part") { s = 0; }
  { real t = 3; s += t; }
  if (s > 0) reject("s is ", s);
  fatal_error("never");
}
