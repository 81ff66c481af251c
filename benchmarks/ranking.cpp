// SPDX-License-Identifier: BSL-1.0
// Ranking a million people beside what a host would write: sorts of indices, sorts of packed keys, std::partial_sort, argsort of numpy.
#include <prowess/cohort/ranking.hpp>
#include <prowess/cohort/top.hpp>

#include "measure.hpp"
#include "peers.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <span>
#include <string>
#include <vector>

using namespace prowess;
using namespace prowess::cohort;

namespace {

constexpr std::size_t people = 1'000'000;
int wrong = 0;

void must_agree(bool agree, const char* what) {
  if (agree) return;
  ++wrong;
  std::printf("WRONG: %s\n", what);
}

/// Scores from 1 to 5; `steps`: so many different ones, 0 for as many as there are.
template <class T> std::vector<T> scores(std::uint32_t steps) {
  std::vector<T> all(people);
  std::uint64_t state = 1;
  for (T& s : all) {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15);  // splitmix64
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    z ^= z >> 31;
    s = static_cast<T>(steps == 0 ? 1 + 4 * (static_cast<double>(z >> 11) * 0x1p-53) : 1 + 4.0 * static_cast<double>(z % steps) / (steps - 1));
  }
  return all;
}

/// The gates: of the order beside `std::sort` of indices, of order and places beside the same, of the order beside numpy.
struct gates {
  double order, order_target, places, numpy;
};

template <class T> void run(const char* title, std::uint32_t steps, const gates& held) {
  const std::vector<T> s = scores<T>(steps);
  std::vector<std::uint32_t> order(people), by_sort(people), best;
  std::vector<double> places(people), by_hand(people);
  std::vector<ranking_entry<T>> scratch(2 * people);
  using key = detail::score_bits<T>;
  struct pair {
    key k;
    std::uint32_t person;
  };
  std::vector<pair> packed(people);
  const auto before = [](const pair& a, const pair& b) { return a.k < b.k || (a.k == b.k && a.person < b.person); };
  const auto sort_indices = [&] {
    std::iota(by_sort.begin(), by_sort.end(), 0u);
    std::sort(by_sort.begin(), by_sort.end(), [&](std::uint32_t a, std::uint32_t b) { return s[a] > s[b]; });
    measure::use(by_sort.data());
  };
  const auto number = [&] {  // competition places of what is sorted
    for (std::size_t i = 0, first = 0; i < people; ++i) {
      if (s[by_sort[i]] != s[by_sort[first]]) first = i;
      by_hand[by_sort[i]] = static_cast<double>(first + 1);
    }
    measure::use(by_hand.data());
  };
  const auto rank = [&](std::span<double> into) {
    must_agree(rank_into<T>(s, {}, {}, {into, order, scratch}).count == people, "not everybody was ranked");
    measure::use(order.data());
  };

  measure::rounds r(people, title);
  r.add("read", [&] {
    key sum = 0;
    for (const T v : s) sum += std::bit_cast<key>(v);
    measure::use(&sum);
  });
  r.add("order", [&] { rank({}); });
  r.add("order and places", [&] { rank(places); });
  r.add("std::sort of indices", sort_indices);
  r.add("std::sort of indices, places", [&] { sort_indices(), number(); });
  r.add("std::sort of packed keys", [&] {
    for (std::size_t i = 0; i < people; ++i) packed[i] = {detail::order_image(s[i], true), static_cast<std::uint32_t>(i)};
    std::sort(packed.begin(), packed.end(), before);
    measure::use(packed.data());
  });
  r.add("top 100", [&] { best = top_people(s, 100, {}, {.at_cut = cut_ties::first}), measure::use(best.data()); });
  r.add("top 100, ties at the cut in", [&] { const auto all = top_people(s, 100); measure::use(all.data()); });
  r.add("std::partial_sort of packed keys", [&] {
    for (std::size_t i = 0; i < people; ++i) packed[i] = {detail::order_image(s[i], true), static_cast<std::uint32_t>(i)};
    std::partial_sort(packed.begin(), packed.begin() + 100, packed.end(), before);
    measure::use(packed.data());
  });
  rank({});
  double thousandths = 0;  // the score at every thousandth place, times which of them it is
  for (std::size_t i = 0; i < people; i += 1000) thousandths += static_cast<double>(i / 1000 + 1) * static_cast<double>(s[order[i]]);
  measure::peer_file file("scores");
  file.add(s.data(), people);
  measure::peer_process numpy("numpy.argsort", measure::numpy(sizeof(T) == 4 ? "order" : "order of doubles", file.name(), people));
  must_agree(numpy.add_to(r, thousandths, 1e-12), "numpy.argsort");
  r.run(9);
  const char* const called = "order of a million";
  r.row("order", "read", 0, 0, called);
  r.row("order", "numpy.argsort", held.numpy, 0, called);
  r.row("order", "std::sort of indices", held.order, held.order_target, called);
  r.row("order and places", "std::sort of indices, places", held.places, 0, "order of a million, and places");
  r.row("order", "std::sort of packed keys", 0.4, 0.25, called);
  r.row("top 100", "std::partial_sort of packed keys", 1.0, 0.5, "the best 100 of a million");

  must_agree(places == by_hand, "places");
  std::sort(by_sort.begin(), by_sort.end(), [&](std::uint32_t a, std::uint32_t b) { return s[a] != s[b] ? s[a] > s[b] : a < b; });
  must_agree(order == by_sort, "order");
  must_agree(std::equal(best.begin(), best.end(), order.begin(), order.begin() + 100), "the best 100");
}

}  // namespace

int main() {
  run<float>("a million floats, hardly any ties", 0, {1.0 / 8, 1.0 / 13, 0.2, 1.0 / 7});
  run<double>("a million doubles, hardly any ties", 0, {0.18, 1.0 / 8, 0.22, 0});
  run<double>("a million doubles, 401 different scores", 401, {0.3, 0.2, 0.32, 0});
  return wrong == 0 ? 0 : 1;
}
