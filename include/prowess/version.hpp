// SPDX-License-Identifier: BSL-1.0
// The version of the library: the one place it is written; the build reads it from here.
#pragma once

#define PROWESS_VERSION_MAJOR 0
#define PROWESS_VERSION_MINOR 1
#define PROWESS_VERSION_PATCH 0

/// The version as a string, "major.minor.patch".
#define PROWESS_VERSION_STRING "0.1.0"

/// The version as a number that can be compared: major * 10000 + minor * 100 + patch.
#define PROWESS_VERSION (PROWESS_VERSION_MAJOR * 10000 + PROWESS_VERSION_MINOR * 100 + PROWESS_VERSION_PATCH)

/// Competency scoring: skill frameworks, rubrics, ratings, and the profiles that come of them.
namespace prowess::inline v0 {

/// The version as a number that can be compared: major * 10000 + minor * 100 + patch.
/// ```
/// static_assert(prowess::library_version >= 100, "needs prowess 0.1");
/// ```
inline constexpr int library_version = PROWESS_VERSION;

/// The version as text, "major.minor.patch".
inline constexpr char library_version_text[] = PROWESS_VERSION_STRING;

}  // namespace prowess::v0
