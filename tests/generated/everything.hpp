// SPDX-License-Identifier: BSL-1.0
// A framework with every word there is, and a host's own aggregations and scale.
#pragma once

#include <prowess/aggregations.hpp>
#include <prowess/core.hpp>
#include <prowess/report/code.hpp>
#include <prowess/weightings.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace host {

/// A weighted sum of the scores in their order, with names for some of its values.
template <std::size_t K> struct positional {
  static constexpr std::string_view name = "host/positional";
  static constexpr prowess::properties traits{.ignores_weights = true, .missing = prowess::no_score};
  std::array<double, K> weights;
  [[nodiscard]] constexpr auto values() const { return weights; }
  template <class N, std::size_t E> static constexpr N reduce(std::span<prowess::term<N>, E> terms, const prowess::parameters& weight) {
    N sum{};
    for (const auto& t : terms) sum = sum + prowess::product(prowess::weight_of<N>(weight[t.child]), t.score);
    return sum;
  }
};
template <class... W> positional(W...) -> positional<sizeof...(W)>;

/// A value that is written as a type.
struct at_most {
  double points;
};
/// The highest score, up to a limit; without one up to 4.
struct capped_maximum {
  static constexpr std::string_view name = "host/capped";
  static constexpr std::array<prowess::parameter, 2> named{{{"share", 1.0}, {"at_most", 4.0, true}}};
  double share = 1, limit = 4;
  constexpr capped_maximum() = default;
  constexpr explicit capped_maximum(double part, at_most most = {4}) : share(part), limit(most.points) {}
  [[nodiscard]] constexpr std::array<double, 2> values() const { return {share, limit}; }
  template <std::size_t E> static constexpr double reduce(std::span<prowess::term<double>, E> terms, const prowess::parameters& p) {
    double high = terms[0].score;
    for (const auto& t : terms) high = t.score > high ? t.score : high;
    return prowess::product(p[0], high < p[1] ? high : p[1]);
  }
};

/// Marks from 1 to 6 in halves, of which 1 is the best.
struct marks {
  static constexpr std::string_view name = "host/marks";
  static constexpr double lowest = 1, highest = 6;
  static constexpr bool admits(double points) { return points * 2 == static_cast<int>(points * 2); }
  static constexpr double unit(double points) { return (points - 1) / 5; }
};

// Names that a program may have, and that mean something else there.
struct level {};
struct title {};

using namespace prowess;
using namespace std::string_view_literals;

/// Texts as few authors write them: quotes, trigraphs, digits behind control characters, bytes that are no UTF-8, characters
/// that nobody sees, and one that is longer than a line.
inline constexpr std::string_view strange_text = "\"quoted\" back\\slash \?\?= \?\?/ \x01" "2 tab\tline\nbell\a7 del\x7f nul\0" "1 bad\xff\xc3 end\?"sv;
inline constexpr std::string_view world_text = "Stra\xc3\x9f" "e, \xe7\x9c\x8b\xe8\xad\xb7, \xf0\x9f\xa9\xba, \xe2\x80\xae" "turned\xe2\x80\xac, \xef\xbb\xbf" "mark, \xc2\x85" "control";
inline constexpr std::string_view long_text =
    "A text that is longer than a line may be, so that it is broken behind a blank into literals which the compiler joins again; and it "
    "goes on\nbehind the end of a line,\n\nand has a very long word: "
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
    "0123456789012345678901234567890123456789\xe7\x9c\x8b\xe8\xad\xb7\xff\?\?\?.";

inline constexpr auto everything = framework("everything, 2nd \"edition\"",
    scale("main", levels(prowess::level{"low", 1, "Low", long_text}, prowess::level{"middle", 2.5}, prowess::level{"good", 3, "Good"},
                         prowess::level{"high", 4, "", world_text})),
    scale("ladder", levels("a", "b", "c")), scale("amount", levels(from{0}, "none", "some", "all")), scale("halves", levels(from{-0.5}, "x", "y")),
    scale("rank", levels(prowess::level{"last", 3}, prowess::level{"next", 2}, prowess::level{"first", 1})), scale("places", levels("1", "2", "3").inverted()),
    scale("checks", checklist()), scale("share", percentage()), scale("points", numeric(10, 60).points_over_max()),
    scale("steps", numeric(1, 6, 0.5).inverted()), scale("whole", numeric(-3, 12, 1)), scale("wide", numeric(-1e99, 123456789012.0)),
    scale("tiny", numeric(-0.0, 1.2345e-300)), scale("more", numeric(0, 10).with(excess::allowed)), scale("most", numeric(0, 10, 0.5).with(excess::clamped)),
    scale("bands", levels(prowess::level{"weak", 0}, prowess::level{"good", 8}, prowess::level{"full", 10}).ranges()), scale("marks", marks{}), scale("turned\0marks"sv, own_scale(marks{}).inverted()),
    prowess::title("Every word"), prowess::version("2.0-\"rc\""), description(long_text), tags("one", "two"), tags(strange_text), alignment(world_text),
    kept("/x-owner", "{\"name\": \"talent office\",\n \"since\": 2019}"), prowess::title("a second title"),
    prowess::remark_list<1>{{{prowess::remark{0, remark_kind::tag, "scheme", "with a key"}}}}, anchors(anchor{"high", "of the whole"}),
    pool, weighting::equal, clamped,
    domain("means", description(strange_text),
      group("by percent", percent{62.5}, power_mean{-1}, weighting::percent,
        leaf("a", percent{0.1}), leaf("b", percent{99.9})),
      competency("by halves", percent{37.5}, power_mean{0, zero_floor{0.5}}, labelled("ward"),
        competency("a", 1e-7), indicator("b", 3000000000), criterion("c", 1e100), leaf("d", labelled("item"), 0.30000000000000004)),
      leaf("bonus", percent{5}, extra_credit, clamped)),
    domain("ordered", 7, extra_credit, minimum{}, skip,
      group("1", maximum{}, leaf("a", on("ladder"), if_missing(lowest)), leaf("b", on("amount"), if_missing("some"))),
      group("2", median{}, leaf("a", on("steps"), if_missing(1.5)), leaf("b", on("whole"), if_missing(0)), leaf("c", on("main"), if_missing(4))),
      group("3", lower_median{}, leaf("a", on("halves")), leaf("b", on("rank")), leaf("c", on("places"))),
      group("4", best{2}, require(0.5), leaf("a", on("checks")), leaf("b", on("share"))),
      group("5", drop_lowest{1}, no_score, leaf("a", on("points")), leaf("b", on("wide"))),
      group("6", drop_highest{1}, leaf("a", on("tiny")), leaf("b", on("marks"))),
      group("7", n_of{2, 3}, leaf("a", on("turned\0marks"sv)), leaf("b"))),
    group("conditions", all_of{2.5}, pool,
      group("8", any_of{4}, skip, leaf("a"), leaf("b")),
      group("9", geometric_mean{zero_floor{0}}, leaf("a", percent{100})),
      group("10", harmonic_mean{annihilating{}}, leaf("a")),
      group("11", quadratic_mean{}, leaf("a", 0), leaf("b", 2)),
      group("12", geometric_mean{}, leaf("a")),
      group("13", power_mean{2.5}, weighting::percent, leaf("a", 40), leaf("b", 60)),
      group("14", weighting::equal, leaf("a", percent{1}), leaf("b")),
      group("19", owa{0.5, 0.25, 0}, leaf("a", on("more")), leaf("b", on("most"), critical()), leaf("c", on("bands"))),
      group("20", choquet{0.5, 0, -0.25}, require_children(2), leaf("a"), leaf("b"), leaf("c")),
      group("21", decision_table{when(4, prowess::points_at_least(2.5), prowess::points_exactly(3)), when(3, any_points, prowess::points_at_most(3)), otherwise(1)}, leaf("a"), leaf("b")),
      group("22", critical_cap{}, critical(), leaf("a", critical()), group("23", critical_cap{1}, skip, leaf("a", critical()))),
      group("24", majority{0.6}, group("25", majority{0.5, veto{2}}, leaf("a"))), group("26", trimmed_mean{1}, leaf("a"), leaf("b")),
      group("27", trimmed_mean{1, 1}, leaf("a"), leaf("b"), leaf("c")), group("28", mode{}, group("29", share_reaching{2.5}, leaf("a"))),
      group("30", weighted_sum{100}, leaf("a", 60), group("31", overweight_mean{1}, leaf("a"))),
      group("32", mazziotta_pareto{}, group("33", mazziotta_pareto{1, 1}, leaf("a"), leaf("b"))),
      group("34", rank_sum{}, leaf("a", 1), leaf("b", 3), leaf("c", 2)), group("35", weighting::points, leaf("a", on("more")), leaf("b")),
      group("15", points_ratio{}, clamped, criterion("right", 5), criterion("wrong", -4), leaf("bonus", -0.5, extra_credit))),
    group("the host's", positional{0.25, 0.5, 3},
      group("16", capped_maximum{}, leaf("a")),
      group("17", capped_maximum{0.5}, leaf("a"), leaf("b")),
      group("18", capped_maximum{1, at_most{3.5}}, leaf("a"), leaf("b", -0.0))),
    leaf("texts", behaviours("asks first", critical(long_text), critical("checks"), "writes it down"), behaviours(strange_text),
         anchors(anchor{"low", strange_text}, anchor{"high", long_text}), alignment("one"), prowess::title(strange_text), kept("/note", "null")),
    leaf(world_text));

/// How code names what is the host's here.
inline constexpr spelling spellings[] = {
    {"host/positional", "host::positional"}, {"host/capped", "host::capped_maximum"}, {"at_most", "host::at_most"}, {"host/marks", "host::marks"}};

}  // namespace host
