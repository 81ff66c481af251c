// SPDX-License-Identifier: BSL-1.0
// Decisions about many people: the verdicts of one at a time, by whatever ranges; mistakes name the person.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/decision/decide_all.hpp>
#include <prowess/frameworks/health_it.hpp>
#include <prowess/frameworks/health_it/roles.hpp>
#include <prowess/rating_sheet.hpp>

using namespace prowess;

namespace {

/// People at random, better ones among them.
struct staff {
  framework_view f = frameworks::health_it;
  std::vector<std::uint8_t> rows;
  std::size_t people;
  explicit staff(std::size_t n) : people(n) {
    std::uint64_t state = 7;
    for (std::size_t i = 0; i < n * f.leaf_count(); ++i) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      const std::uint64_t z = state >> 33;
      rows.push_back(z % 12 == 0 ? static_cast<std::uint8_t>(253 + z / 12 % 3) : static_cast<std::uint8_t>(z / 12 % 4 + (i / f.leaf_count() % 5 > 0 ? 1 : 0)));
    }
  }
  batch_input in() const { return batch_input(f, people).rows(rows); }
  rating_sheet sheet(std::size_t i) const {
    rating_sheet s(f);
    for (std::uint32_t k = 0; k < f.size(); ++k)
      if (const node& n = f.nodes[k]; n.is_leaf()) s.set(f.handle(k), rating_of(f, f.scale_of(n), rows[i * f.leaf_count() + n.leaf]));
    return s;
  }
};

constexpr auto held = framework("held", numeric(0, 10, 1).with(excess::clamped), competency("x"), competency("y"));
constexpr auto beyond = framework("beyond", numeric(2, 10, 1).with(excess::allowed), competency("x"), competency("y"));
constexpr auto of_held = role<held>("r", needs("y", 9.0));
constexpr auto of_beyond = role<beyond>("r", needs("y", 9.0));

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("decisions about many people are those about each") {
    const staff all(200);
    bool outcomes[5] = {};
    for (const role_view& role : {frameworks::ehr_trainer.view(), frameworks::clinical_informatics_analyst.view()}) {
      std::vector<verdict> verdicts(all.people), parts(all.people);
      CHECK(decide_all(role, all.in(), verdicts) == all.people);
      decision_scratch scratch(all.f, role);
      for (const split_range part : split(all.people, 3)) CHECK(decide_range(role, all.in(), part, parts, scratch).ok());
      CHECK(parts == verdicts);
      for (std::size_t i = 0; i < all.people; ++i) {
        const profile p = score(all.sheet(i));
        CHECK(verdicts[i] == decide(role, p).answer());
        outcomes[static_cast<std::size_t>(verdicts[i].outcome)] = true;
      }
    }
    CHECK(outcomes[0] + outcomes[1] + outcomes[2] + outcomes[3] + outcomes[4] >= 3);
  }

  TEST_CASE("what is known of a person beside the ratings counts for that person") {
    const staff all(3);
    const role_view role = frameworks::ehr_trainer;
    const std::string_view happened[] = {role.blocked_by.empty() ? "patient-harm" : role.blocked_by[0]};
    const std::vector<circumstances> given{{}, {happened, {}}, {}};
    std::vector<verdict> verdicts(3), plain(3);
    decide_all(role, all.in(), verdicts, given);
    decide_all(role, all.in(), plain);
    CHECK(verdicts[0] == plain[0]);
    CHECK(verdicts[1].outcome == readiness::blocked_by_critical_failure);
    CHECK(verdicts[2] == plain[2]);
  }

  TEST_CASE("mistakes name the person, and what does not fit is refused") {
    staff all(3);
    all.rows[all.f.leaf_count() + 1] = 9;
    std::vector<verdict> verdicts(3), two(2);
    const role_view role = frameworks::ehr_trainer;
    const auto done = try_decide_all(role, all.in(), verdicts);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.problems()[0].where.find("person 1, ") == 0);
    CHECK(done.problems()[0].what == "no level has the byte 9");
    CHECK_FALSE(try_decide_all(role, all.in(), two));
    constexpr auto other = framework("other", levels("a", "b"), competency("x"));
    CHECK_FALSE(try_decide_all(role, batch_input(other, 3), verdicts));
  }

  TEST_CASE("a byte that is no level is said as such, also where points above the highest are admitted") {
    const std::vector<std::uint8_t> x{0, 255}, y{8, 50};
    std::vector<verdict> verdicts(2);
    const auto said_of = [&](const framework_view& f, const role_view& role) {
      batch_input in(f, 2);
      const auto done = try_decide_all(role, in.levels("x", x).levels("y", y), verdicts);
      CHECK_FALSE(in.rating_at(1, 1, f.scale()).has_value());
      CHECK(in.rating_at(0, 1, f.scale()) == rating(f.scale().low + 8));
      CHECK(in.rating_at(1, 0, f.scale()) == not_observed);
      return done ? std::string() : done.problems()[0].text();
    };
    CHECK(said_of(held, of_held) == "person 1, y: no level has the byte 50; a byte is the points above 0, 0 to 10; 255 is not observed, 254 no opportunity, 253 not applicable");
    CHECK(said_of(beyond, of_beyond) == "person 1, y: no level has the byte 50; a byte is the points above 2, 0 to 8; 255 is not observed, 254 no opportunity, 253 not applicable");
    // points above the highest stay what they are
    const std::vector<double> points{10, 50};
    batch_input in(held, 2);
    CHECK(try_decide_all(of_held, in.levels("x", x).points("y", points), verdicts));
    CHECK(verdicts[1].outcome == verdicts[0].outcome);
    const std::vector<double> halves{10, 9.5};
    batch_input not_whole(held, 2);
    const auto done = try_decide_all(of_held, not_whole.levels("x", x).points("y", halves), verdicts);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.problems()[0].where == "person 1, y");
  }
}
