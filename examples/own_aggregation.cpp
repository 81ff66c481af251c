// SPDX-License-Identifier: BSL-1.0
// A host's own aggregations: no base class, no registration; a name and one function are enough.
#include <prowess/prowess.hpp>

#include <array>
#include <cassert>
#include <cstdio>

//[own_aggregation
namespace clinic {

/// Ordered weighted averaging (Yager 1988): weights for the best, the second best ... whoever they are.
template <std::size_t K> struct owa {
  static constexpr std::string_view name = "clinic/owa";
  static constexpr prowess::properties traits{.monotone = true, .idempotent = true, .symmetric = true, .ignores_weights = true,
                                              .missing = prowess::no_score};
  std::array<double, K> weights;
  constexpr auto values() const { return weights; }              // handed back as parameters

  template <class N, std::size_t E>                              // N: double; exact near a cut, dual for slopes
  static constexpr N reduce(std::span<prowess::term<N>, E> terms, const prowess::parameters& weight) {
    for (std::size_t i = 1; i < terms.size(); ++i)               // insertion sort, best first
      for (std::size_t k = i; k > 0 && terms[k - 1].score < terms[k].score; --k) std::swap(terms[k - 1], terms[k]);
    N sum{};
    for (std::size_t i = 0; i < terms.size(); ++i) sum = sum + prowess::product(prowess::weight_of<N>(weight[i]), terms[i].score);
    return sum;
  }
};
template <class... W> owa(W...) -> owa<sizeof...(W)>;

}  // namespace clinic

using namespace prowess;
inline constexpr auto surgeon = framework("surgeon", levels("1", "2", "3", "4", "5"),
  group("technique", 60, competency("knots", 50), competency("tissue", 50)),
  group("judgement", 40, clinic::owa{0.1, 0.3, 0.6},             // the worst counts most
        competency("planning"), competency("bleeding"), competency("help")));

constexpr auto kim = score<surgeon>({{"knots", 5}, {"tissue", 4}, {"planning", 5}, {"bleeding", 4}, {"help", 2}});
static_assert(kim["judgement"].score() == 0.1 * 5 + 0.3 * 4 + 0.6 * 2);
//]

namespace school {

/// A mean whose extra credit can lift it to the top of the scale and not beyond: a fold, streamed term by term.
struct capped_mean {
  static constexpr std::string_view name = "school/capped_mean";
  static constexpr properties traits{.monotone = true, .idempotent = true, .symmetric = true, .extra_credit = true};
  template <class N> struct state {
    N sum{};
    weight_of<N> base{};
  };
  template <class N> static constexpr void step(state<N>& s, const term<N>& t) {
    s.sum = s.sum + product(t.weight, t.score);
    s.base = s.base + t.base;                                    // 0 for extra credit and penalties
  }
  template <class N> static constexpr N finish(const state<N>& s) {
    const N mean = s.sum / s.base;
    return N(100.0) < mean ? N(100.0) : mean;
  }
};

}  // namespace school

inline constexpr auto course = framework("course", numeric(0, 100), school::capped_mean{},
  criterion("exam", 70), criterion("essay", 30), criterion("bonus-task", 10, extra_credit), criterion("late", -5, extra_credit));
static_assert(score<course>({{"exam", 80}, {"essay", 90}})["course"].score() == 83);
static_assert(score<course>({{"exam", 80}, {"essay", 90}, {"bonus-task", 100}}).score() == 93);
static_assert(score<course>({{"exam", 100}, {"essay", 90}, {"bonus-task", 100}}).score() == 100);
static_assert(score<course>({{"exam", 80}, {"essay", 90}, {"late", 100}}).score() == 78);

int main() {
  // Also in a framework that is edited at run time.
  dynamic_framework fw{surgeon};
  fw.set_aggregation("technique", clinic::owa{0.5, 0.5}).check();
  rating_sheet sheet{fw};
  sheet.set("knots", 5).set("tissue", 4);
  const profile p = score(sheet);
  assert(p["technique"].score() == 4.5 && p["judgement"].what() == status::no_evidence);
  std::puts(to_text(kim).c_str());
}
