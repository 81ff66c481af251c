// SPDX-License-Identifier: BSL-1.0
// A course by the rules of a gradebook that is in use, and a competency of which there is more than one result.
#include <prowess/evidence/combine.hpp>
#include <prowess/ostream.hpp>
#include <prowess/presets/canvas.hpp>
#include <prowess/presets/moodle.hpp>
#include <prowess/prowess.hpp>

#include <cassert>
#include <iostream>

//[gradebook
using namespace prowess;

int main() {
  // By the rules of Canvas: groups by weight, the homework that costs most is dropped, what is not graded yet does not count.
  const auto history = canvas::course("history", canvas::scheme::percent, canvas::grading::current,
    {{"homework", 40, {{"essay", 20}, {"map", 10}, {"quiz", 5}}, 1}, {"exam", 60, {{"final", 100}}}}).value();
  rating_sheet ada(history);
  ada.set("essay", 17).set("map", 4).set("quiz", 6);         // 6 of 5 points: more than there are to be won is allowed
  const profile now = score(ada);
  std::cout << now << rounded(now.exactly().score, canvas::two_digits).to_double() << '\n';

  // One competency, rated on days 10, 100 and 190: what is half a year old counts half.
  constexpr evidence rated[] = {{2, 10}, {3, 100}, {4, 190}};
  std::cout << combine(half_life{180}, rated).value() << ' ' << combine(latest_of_all{}, rated).value() << ' ' << combine(mean_of_all{}, rated).value() << '\n';

  // By the rules of Moodle: a natural category inside a mean of grades.
  const moodle::grade_item physics{.id = "physics", .how = moodle::method::mean, .children = {
    {.id = "lab", .how = moodle::method::natural, .drop_lowest = 1, .children = {{.id = "1", .maximum = 10}, {.id = "2", .maximum = 10}}},
    {.id = "exam", .maximum = 50}}};
  const auto course = moodle::course(physics).value();
  rating_sheet ben(course);
  ben.set("lab/1", 9).set("lab/2", 4).set("exam", 30);
  std::cout << rounded(score(ben).score(), moodle::two_digits) << '\n';
//]
  assert(now.exactly().score == exact::ratio(2300, 25));
  static_assert(*combine(latest_and_rest{0.65}, rated) > 3.47);
}
