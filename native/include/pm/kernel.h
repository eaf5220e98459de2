// What a generated kernel includes: the ABI, and the scalar functions that it calls. No other header, no template library.
#pragma once

#include "pm/context.h"
#include "pm/divide.h"
#include "pm/elementary.h"
#include "pm/power.h"
#include "pm/gamma.h"
#include "pm/error.h"
#include "pm/random.h"
#include "pm/product.h"
