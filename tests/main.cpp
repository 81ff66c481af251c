// SPDX-License-Identifier: BSL-1.0
// The program around all doctest cases.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
