// SPDX-License-Identifier: BSL-1.0
// Oracle: a published index of 51 countries, from 49 indicators with gaps to one number, against COINr.
#include <prowess/cohort/normalise.hpp>
#include <prowess/detail/tree_builder.hpp>
#include <prowess/prowess.hpp>

#include <boost/json.hpp>

#include <cmath>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace prowess;
using boost::json::array;
using boost::json::object;

namespace {
std::string text(const boost::json::value& v) { return std::string(v.as_string()); }

/// Adds what has this parent: groups with their children, and indicators, which are collected in the order of the leaves.
void add_children(prowess::detail::tree_builder& tree, const array& nodes, const std::string& parent, std::vector<std::string>& indicators) {
  for (const auto& v : nodes) {
    const object& n = v.as_object();
    if (n.at("parent").is_null() || text(n.at("parent")) != parent) continue;
    const double weight = n.at("weight").to_number<double>();
    if (n.at("level").to_number<int>() == 1) {
      tree.leaf(text(n.at("code")), weight, percentage());
      indicators.push_back(text(n.at("code")));
    } else {
      tree.open(text(n.at("code")), weight, weighted_mean{}, skip);
      add_children(tree, nodes, text(n.at("code")), indicators);
      tree.close();
    }
  }
}
}  // namespace

TEST_SUITE("oracle") {
  TEST_CASE("the ASEM index: min-max over the countries, then weighted means of what is there") {
    std::ifstream file(PROWESS_TEST_JSON "/vectors/asem.json");
    const object all = boost::json::parse(std::string(std::istreambuf_iterator<char>(file), {})).as_object();
    const array& nodes = all.at("nodes").as_array();
    prowess::detail::tree_builder tree("Index");
    std::vector<std::string> indicators;
    add_children(tree, nodes, "Index", indicators);
    const dynamic_framework f = tree.finish().value();
    REQUIRE(indicators.size() == 49);

    std::vector<std::vector<std::optional<double>>> normalised;  // by indicator
    for (const std::string& code : indicators) {
      std::vector<std::optional<double>> column;
      double direction = 1;
      for (const auto& n : nodes)
        if (text(n.at("code")) == code) direction = n.at("direction").to_number<double>();
      for (const auto& v : all.at("raw").at(code).as_array()) column.push_back(v.is_null() ? std::nullopt : std::optional(direction * v.to_number<double>()));
      normalised.push_back(cohort::min_max(column, 0, 100).value());
    }
    std::size_t compared = 0;
    const double tolerance = all.at("tolerance").to_number<double>();
    for (std::size_t unit = 0; unit < all.at("units").as_array().size(); ++unit) {
      std::vector<rating> ratings;
      for (const auto& column : normalised) ratings.push_back(column[unit] ? rating(*column[unit]) : not_observed);
      const profile p = score(f.view(), ratings);
      for (const auto& [code, expected] : all.at("expected").as_object()) {
        INFO(text(all.at("units").as_array()[unit]) << ", " << std::string(code));
        const profile_entry e = code == "Index" ? p.root() : p[std::string(code)];
        if (expected.as_array()[unit].is_null()) CHECK_FALSE(e.has_score());
        else CHECK(std::abs(e.score() - expected.as_array()[unit].to_number<double>()) <= tolerance);
        ++compared;
      }
    }
    CHECK(compared == 51 * 11);
  }
}
