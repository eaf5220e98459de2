// Products of matrices, in blocks that stay in registers and the first caches.
#pragma once

#include "pm/context.h"

namespace pm {

#if defined(__AVX512F__)
static constexpr int LANES = 8, TILE_ROWS = 8;
#elif defined(__AVX__)
static constexpr int LANES = 4, TILE_ROWS = 4;
#else
static constexpr int LANES = 2, TILE_ROWS = 4;
#endif
static constexpr int TILE_COLUMNS = 2 * LANES, PANEL = 256;
typedef double lanes __attribute__((vector_size(8 * LANES), aligned(8), may_alias));

// Adds to a tile of R rows. a: its rows move by row, the terms by step. b: TILE_COLUMNS for each term, of which some count.
template <int R>
PM_INLINE void product_tile(int32_t terms, double sign, const double* a, int64_t row, int64_t step, const double* b, double* c, int64_t rows_apart, int64_t apart, int32_t columns) {
    lanes sum[R][2] = {};
    for (int32_t k = 0; k < terms; k++, a += step, b += TILE_COLUMNS) {
        const lanes b0 = *(const lanes*) b, b1 = *(const lanes*) (b + LANES);
#pragma GCC unroll 8
        for (int r = 0; r < R; r++) {
            sum[r][0] += a[r * row] * b0;
            sum[r][1] += a[r * row] * b1;
        }
    }
    if (columns == TILE_COLUMNS && apart == 1) {
#pragma GCC unroll 8
        for (int r = 0; r < R; r++) {
            *(lanes*) (c + r * rows_apart) += sign * sum[r][0];
            *(lanes*) (c + r * rows_apart + LANES) += sign * sum[r][1];
        }
    } else {
        const double* s = (const double*) sum;
        for (int r = 0; r < R; r++)
            for (int32_t j = 0; j < columns; j++) c[r * rows_apart + j * apart] += sign * s[r * TILE_COLUMNS + j];
    }
}

// into[i, j] += sign * sum over k of left[i, k] * right[k, j]. Of each matrix: where it starts, and how far apart rows and columns stand.
__attribute__((noinline, unused)) static void product(int32_t rows, int32_t columns, int32_t inner, int32_t sign, int64_t left_start, int64_t left_row, int64_t left_column,
        int64_t right_start, int64_t right_row, int64_t right_column, int64_t into_start, int64_t into_row, int64_t into_column,
        const double* left, const double* right, double* into) {
    if (into_column != 1 && into_row == 1) {
        product(columns, rows, inner, sign, right_start, right_column, right_row, left_start, left_column, left_row, into_start, into_column, into_row, right, left, into);
        return;
    }
    left += left_start, right += right_start, into += into_start;
    alignas(64) double packed[PANEL * TILE_COLUMNS];
    for (int32_t first = 0; first < inner; first += PANEL) {
        const int32_t terms = inner - first < PANEL ? inner - first : PANEL;
        for (int32_t j = 0; j < columns; j += TILE_COLUMNS) {
            const int32_t wide = columns - j < TILE_COLUMNS ? columns - j : TILE_COLUMNS;
            const double* b = right + first * right_row + j * right_column;
            for (int32_t k = 0; k < terms; k++, b += right_row) {
                double* const to = packed + k * TILE_COLUMNS;
                if (wide == TILE_COLUMNS && right_column == 1) {
                    *(lanes*) to = *(const lanes*) b, *(lanes*) (to + LANES) = *(const lanes*) (b + LANES);
                } else {
                    for (int32_t c = 0; c < TILE_COLUMNS; c++) to[c] = c < wide ? b[c * right_column] : 0.0;
                }
            }
            const double* a = left + first * left_column;
            double* c = into + j * into_column;
            int32_t i = 0;
            for (; i + TILE_ROWS <= rows; i += TILE_ROWS)
                product_tile<TILE_ROWS>(terms, sign, a + i * left_row, left_row, left_column, packed, c + i * into_row, into_row, into_column, wide);
            for (; i + 2 <= rows; i += 2) product_tile<2>(terms, sign, a + i * left_row, left_row, left_column, packed, c + i * into_row, into_row, into_column, wide);
            for (; i < rows; i++) product_tile<1>(terms, sign, a + i * left_row, left_row, left_column, packed, c + i * into_row, into_row, into_column, wide);
        }
    }
}

} // namespace pm
