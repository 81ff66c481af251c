// SPDX-License-Identifier: BSL-1.0
// Boost.JSON, compiled once, where there are only its headers.
#include <boost/json/src.hpp>
