// SPDX-License-Identifier: BSL-1.0
// A rubric for the answers of a language model: positive and negative points, a mean over answers, and scores by tag.
#include <prowess/prowess.hpp>
#include <prowess/slice.hpp>

#include <cassert>
#include <cstdio>

using namespace prowess;

//[rubric
/// One answer: the points of the criteria that are met over all positive points. It may be below 0.
constexpr auto answer(std::string_view id) {
  return group(id, points_ratio{},
    criterion("urgent", 10, tags("accuracy"), title("Says which signs need an ambulance")),
    criterion("dose",    5, tags("accuracy"), title("Gives the dose by weight")),
    criterion("plain",   3, tags("style"),    title("Uses plain words")),
    criterion("invents", -8, tags("accuracy"), title("Cites a source that does not exist")),
    criterion("rambles", -2, tags("style"),   title("Repeats the question")));
}
inline constexpr auto run = framework("run", checklist(), clamped, answer("fever"), answer("burn"));  // the mean of answers is clamped

constexpr auto graded = score<run>({
  {"fever/urgent", met}, {"fever/dose", met}, {"fever/plain", not_met}, {"fever/invents", not_met}, {"fever/rambles", met},
  {"burn/urgent", not_met}, {"burn/dose", not_met}, {"burn/plain", met}, {"burn/invents", met}, {"burn/rambles", not_met}});
static_assert(graded["fever"].score() == 13.0 / 18 && graded["burn"].score() == -5.0 / 18);
static_assert(graded.exactly().score == exact::ratio(2, 9));
constexpr auto poor = score<run>({{"burn/urgent", not_met}, {"burn/invents", met}});
static_assert(poor["burn"].score() == -0.8 && poor.score() == 0);

int main() {
  for (const auto& [tag, of] : slices(graded)) std::printf("%.*s %.2f\n", int(tag.size()), tag.data(), of.score);
  const profile accuracy = slice(graded, "accuracy");
  assert(accuracy["fever"].score() == 1 && accuracy["burn"].score() == -8.0 / 15);
  //]
  assert(accuracy.exactly().score == exact::ratio(7, 30));
  assert(slice(graded, "style").exactly().score == exact::ratio(1, 6));
  assert(!try_slice(graded, "stile"));
}
