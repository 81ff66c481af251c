// SPDX-License-Identifier: BSL-1.0
// Where memory ends, std::bad_alloc comes out, nothing leaks, and an edit of a framework has changed nothing.
#include <prowess/core.hpp>
#include <prowess/csv.hpp>
#include <prowess/dynamic_framework.hpp>
#include <prowess/report/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "../allocation_failure.hpp"

namespace {

using namespace prowess;

constexpr auto clinic = framework("clinic", levels("novice", "able", "master"), scale("exam", numeric(0, 100)), scale("checks", checklist()), title("Clinic"),
    group("skills", 2, n_of{1, 2}, leaf("suture", 2, title("Suture"), behaviours("asks", critical("counts"))), leaf("talk", if_missing("able"))),
    group("rest", weighting::equal, leaf("theory", on("exam"), tags("a", "b")), leaf("hygiene", on("checks"))), leaf("pace", 3));

/// With more scales than are compared one by one.
dynamic_framework many_scales() {
  dynamic_framework f(clinic);
  for (int k = 0; k < 20; ++k) f.add_scale("scale " + std::to_string(k), numeric(0, 1 + k));
  f.add("rest", leaf("last", on("scale 19"), if_missing(lowest)));
  return f.check();
}

/// The same, with everything that is derived.
bool identical(const dynamic_framework& one, const dynamic_framework& other) {
  const framework_view a = one.unchecked(), b = other.unchecked();
  bool all = a == b && detail::equal(a.remarks, b.remarks);
  for (std::uint32_t i = 0; all && i < a.size(); ++i) {
    const node &m = a.nodes[i], &n = b.nodes[i];
    all = m.leaf == n.leaf && m.arity == n.arity && m.scale == n.scale && m.is_group == n.is_group && m.weights == n.weights &&
          m.percent_weight == n.percent_weight && m.if_absent == n.if_absent;
  }
  return all;
}

/// Edits a copy with each allocation failing: that changes nothing, and afterwards the edit is as good as ever.
template <class Edit> void check_edit(std::string_view name, const Edit& edit) {
  CAPTURE(name);
  const dynamic_framework original = many_scales();
  dynamic_framework expected(original);
  edit(expected);
  CHECK(identical(expected, dynamic_framework(expected.unchecked())));
  bool done = false, unchanged = true, sound = true, repeatable = true, clean = true;
  for (std::size_t n = 0; !done; ++n) {
    const std::size_t living = allocations::made - allocations::freed;
    {
      dynamic_framework f(original);
      done = allocations::enough(n, [&] { edit(f); });
      if (!done) {
        unchanged = unchanged && identical(f, original);
        sound = sound && f.view().size() == original.view().size();  // and still known to be
        edit(f);
      }
      repeatable = repeatable && identical(f, expected);
    }
    clean = clean && allocations::made - allocations::freed == living;
  }
  CHECK(unchanged);
  CHECK(sound);
  CHECK(repeatable);
  CHECK(clean);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("an edit that runs out of memory has changed nothing") {
    const std::string text(5000, 'x');  // needs memory of its own
    const std::string_view t = text;
    check_edit("add last", [&](dynamic_framework& f) { f.add("clinic", leaf("new", 2, title("New"))); });
    check_edit("add long", [&](dynamic_framework& f) { f.add("clinic", leaf(t, title(t), on("scale 7"))); });
    check_edit("add within", [&](dynamic_framework& f) {
      f.add("skills", group("more", best{1}, title(t), leaf("x", anchors(anchor{"able", t})), group("y", geometric_mean{}, leaf(t, on("scale 18"), if_missing(lowest)))));
    });
    check_edit("add to equals", [&](dynamic_framework& f) { f.add("rest", leaf("new", 7, on("scale 3"))); });
    check_edit("remove leaf", [&](dynamic_framework& f) { f.remove("suture"); });
    check_edit("remove group", [&](dynamic_framework& f) { f.remove("skills"); });
    check_edit("remove last", [&](dynamic_framework& f) { f.remove("pace"); });
    check_edit("rename", [&](dynamic_framework& f) { f.rename("skills/talk", t); });
    check_edit("set_weight", [&](dynamic_framework& f) { f.set_weight("pace", 4); });
    check_edit("set_weight percent", [&](dynamic_framework& f) { f.set_weight("pace", percent{4}); });
    check_edit("set_weighting", [&](dynamic_framework& f) { f.set_weighting("skills", weighting::equal); });
    check_edit("set_aggregation", [&](dynamic_framework& f) { f.set_aggregation("clinic", n_of{2, 3}, require(0.5)); });
    check_edit("set_aggregation fewer", [&](dynamic_framework& f) { f.set_aggregation("skills", all_of{2}); });
    check_edit("set_missing", [&](dynamic_framework& f) { f.set_missing("skills", pool); });
    check_edit("set_clamped", [&](dynamic_framework& f) { f.set_clamped("skills"); });
    check_edit("set_if_missing", [&](dynamic_framework& f) { f.set_if_missing("suture", if_missing("master")); });
    check_edit("set_if_missing long", [&](dynamic_framework& f) { f.set_if_missing("last", if_missing(t)); });
    check_edit("set_scale", [&](dynamic_framework& f) { f.set_scale("talk", "scale 11"); });
    check_edit("set_scale long", [&](dynamic_framework& f) { f.set_scale("talk", t); });
    check_edit("add_scale", [&](dynamic_framework& f) { f.add_scale("twenty", levels("a", "b", "c")); });
    check_edit("add_scale long", [&](dynamic_framework& f) { f.add_scale(t, levels(level{"a", 1, t}, level{"b", 2, t, t})); });
    check_edit("annotate", [&](dynamic_framework& f) { f.annotate("suture", tags("a", "b", "c")); });
    check_edit("annotate long", [&](dynamic_framework& f) { f.annotate("suture", behaviours(t, critical("b"))); });
    check_edit("annotate again", [&](dynamic_framework& f) { f.annotate("suture", title(t)); });
    check_edit("assign", [&](dynamic_framework& f) { f = dynamic_framework("other", levels("a", "b"), title(t)); });
    const dynamic_framework other("other", levels("a", "b"), title(t));
    check_edit("assign a copy", [&](dynamic_framework& f) { f = other; });
  }
  TEST_CASE("copying and checking a framework, and refusing an edit, leak nothing without memory") {
    const dynamic_framework f = many_scales();
    CHECK(allocations::until_enough([&] { const dynamic_framework copy(f); }) > 4);
    CHECK(allocations::until_enough([&] { static_cast<void>(f.problems()); }) > 0);
    dynamic_framework edited(f);
    const auto refused = [&] {
      try {
        edited.rename("nowhere", "b").check();
      } catch (const error& e) {
        CHECK(e.problems().size() == 1);
      }
    };
    CHECK(allocations::until_enough(refused) > 0);
    CHECK(identical(edited, f));
  }
  TEST_CASE("ratings in CSV without memory") {
    const std::string rows = "person,node,rating\nada lovelace of somewhere,suture,3\n\"ada \"\"lovelace\"\" of somewhere\",talk,able\nbob,theory,82.5\nbob,suture,1\nbob,hygiene,yes\n";
    const std::string twice = rows + "bob,suture,2\nbob,hygiene,no\n";  // is read again from the start
    const std::string wrong = rows + "bob,sutur,1\nbob,sutur,2\nbob,skills,1\nbob,talk,7\nbob,theory,\"1,5\"\nbob,pace\n,pace,1\nbob,pa\"ce,1\n";
    const std::string wide = "person,suture,skills/talk,theory,hygiene,pace\nada,1,2,30,met,n/a\nbob,,novice,0,no,3\n";
    for (const std::string& text : {rows, twice, wrong, wide, wide + "bob,1,1,1,1,1\n", "person;sutur\n" + rows, std::string()}) {
      CAPTURE(text);
      std::size_t people = 0, problems = 0;
      const auto read = [&] {
        const auto all = read_ratings_csv(clinic, text);
        people = all ? all->size() : 0, problems = all.problems().size();
      };
      CHECK(allocations::until_enough(read) > 0);
      CHECK((people > 0) == (problems == 0));
    }
    const auto people = read_ratings_csv(clinic, rows).value();
    CHECK(allocations::until_enough([&] { static_cast<void>(to_csv(people)); }) > 0);
  }
}
