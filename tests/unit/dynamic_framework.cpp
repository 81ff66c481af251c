// SPDX-License-Identifier: BSL-1.0
// The run-time owner: building in any order, every edit against the same framework built afresh, copies, moves, and refusals.
#include <prowess/core.hpp>
#include <prowess/dynamic_framework.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

constexpr auto five = levels("one", "two", "three", "four", "five");
constexpr auto exam = scale("exam", numeric(0, 100));

/// r { a { x 1, y 2 }, b (geometric, 3) { x, z (exam) }, c 4 }
constexpr auto fixed = framework("r", five, exam, title("Root"), pool,
    group("a", leaf("x", 1, title("The x")), leaf("y", 2, if_missing("two"))),
    group("b", 3, geometric_mean{}, require(0.5), leaf("x", anchors(anchor{"five", "best"})),
          leaf("z", on("exam"), if_missing(lowest))),
    leaf("c", 4, tags("t", "u")));

bool same(const dynamic_framework& f, const framework_view& v) { return f.unchecked() == v; }
/// What a framework read back from its own view is: numbers and parents made anew.
bool sound_inside(const dynamic_framework& f) {
  const dynamic_framework anew(f.unchecked());
  const framework_view a = f.unchecked(), b = anew.unchecked();
  bool all = a == b;
  for (std::uint32_t i = 0; i < a.size(); ++i)
    all = all && a.nodes[i].leaf == b.nodes[i].leaf && a.nodes[i].arity == b.nodes[i].arity && a.nodes[i].scale == b.nodes[i].scale &&
          a.nodes[i].is_group == b.nodes[i].is_group && a.nodes[i].if_absent == b.nodes[i].if_absent;
  return all;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("built by add in tree order, out of order and by whole groups, it equals the constant") {
    dynamic_framework in_order("r", five, exam, title("Root"), pool);
    in_order.add("r", group("a", leaf("x", 1, title("The x")), leaf("y", 2, if_missing("two"))));
    in_order.add("r", group("b", 3, geometric_mean{}, require(0.5), leaf("x", anchors(anchor{"five", "best"})),
                            leaf("z", on("exam"), if_missing(lowest))));
    in_order.add("r", leaf("c", 4, tags("t", "u")));
    in_order.check();
    CHECK(same(in_order, fixed));

    dynamic_framework piecewise("r", five, exam, title("Root"), pool);
    piecewise.add("r", group("a", leaf("x", 1, title("The x"))));
    piecewise.add("r", group("b", 3, geometric_mean{}, require(0.5), leaf("x", anchors(anchor{"five", "best"}))));
    piecewise.add("b", leaf("z", on("exam"), if_missing(lowest)));
    piecewise.add("r", leaf("c", 4, tags("t", "u")));
    piecewise.add("a", leaf("y", 2, if_missing("two")));  // in the middle: everything behind it moves
    CHECK(same(piecewise, fixed));
    CHECK(sound_inside(piecewise));
    CHECK(same(dynamic_framework(fixed), fixed));
    const std::vector<rating> r{3, not_observed, 4, 50, 2};
    CHECK(score(fixed, r) == score(piecewise, r));
    CHECK(score(piecewise, r)["a/y"].score() == 2);
    CHECK(score(piecewise, r)["b/z"].score() == 3);
  }

  TEST_CASE("add returns the handle of what it added") {
    dynamic_framework f("r", five);
    const node_handle a = f.add("r", group("a", leaf("x")));
    CHECK(f.unchecked().path(a.index) == "a");
    const node_handle b = f.add(f.root(), leaf("b"));
    CHECK(f.unchecked().path(b.index) == "b");
    const node_handle y = f.add(a, leaf("y"));
    CHECK(f.unchecked().path(y.index) == "a/y");
    CHECK(f.unchecked().owns(a));
    CHECK_FALSE(f.unchecked().owns(b));  // it has moved
    CHECK(f.at("b").index == 4);
    CHECK_THROWS_WITH_AS(f.add("b", leaf("z")),
                         "b: it is a leaf, not a group; add a group in its place: group(id, weight, children...)", error);
    CHECK_THROWS_WITH_AS(f.add("nowhere", leaf("z")),
                         "'nowhere': there is no such name in 'r'; use a path or an id of the framework", error);
    CHECK(f.unchecked().size() == 5);
  }

  TEST_CASE("rename and remove: first, middle, last, whole groups") {
    dynamic_framework f(fixed);
    f.rename("c", "d").rename("r", "root").rename("a/x", "first");
    CHECK(f.unchecked().id() == "root");
    CHECK(f.at("d").index == 7);
    CHECK(f.at("a/first").index == 2);
    CHECK_THROWS_AS(static_cast<void>(f.at("c")), error);
    f.rename("d", "c").rename("root", "r").rename("first", "x");
    CHECK(same(f, fixed));

    f.remove("a/x");  // the first leaf, and its title with it
    constexpr auto first = framework("r", five, exam, title("Root"), pool, group("a", leaf("y", 2, if_missing("two"))),
        group("b", 3, geometric_mean{}, require(0.5), leaf("x", anchors(anchor{"five", "best"})),
              leaf("z", on("exam"), if_missing(lowest))),
        leaf("c", 4, tags("t", "u")));
    CHECK(same(f, first));
    CHECK(sound_inside(f));
    f.remove("b");
    constexpr auto middle = framework("r", five, exam, title("Root"), pool,
        group("a", leaf("y", 2, if_missing("two"))), leaf("c", 4, tags("t", "u")));
    CHECK(same(f, middle));
    f.remove("c");
    constexpr auto last = framework("r", five, exam, title("Root"), pool, group("a", leaf("y", 2, if_missing("two"))));
    CHECK(same(f, last));
    f.remove("y");
    CHECK(f.problems().size() == 1);
    f.remove("a");
    CHECK(f.problems().size() == 1);
    CHECK(f.unchecked().size() == 1);
    CHECK_THROWS_WITH_AS(f.remove("r"), "r: the root cannot be removed; make another framework", error);
    f.add("r", group("a", leaf("y", 2, if_missing("two"))));
    CHECK(same(f, last));
    CHECK(score(f, std::vector<rating>{4}).score() == 4);
  }

  TEST_CASE("set_weight keeps what is extra credit so, and percent is percent") {
    dynamic_framework f("r", five);
    f.add("r", leaf("a", 2));
    f.add("r", leaf("bonus", 1, extra_credit));
    f.set_weight("a", 5).set_weight("bonus", -0.5).check();
    constexpr auto edited = framework("r", five, leaf("a", 5), leaf("bonus", -0.5, extra_credit));
    CHECK(same(f, edited));
    f.set_weight("a", percent{100}).set_weight("bonus", percent{10});
    constexpr auto percents = framework("r", five, leaf("a", percent{100}), leaf("bonus", percent{10}, extra_credit));
    CHECK(same(f, percents));
    f.set_weight("a", 100).set_weight("bonus", 10);
    constexpr auto plain = framework("r", five, leaf("a", 100), leaf("bonus", 10, extra_credit));
    CHECK(same(f, plain));
    f.set_weight("a", 0).set_weight("a", 3).set_weight("bonus", 1);
    constexpr auto again = framework("r", five, leaf("a", 3), leaf("bonus", 1, extra_credit));
    CHECK(same(f, again));
  }

  TEST_CASE("set_weighting: equal forgets the weights, also of what is added later") {
    dynamic_framework f("r", five);
    f.add("r", leaf("a", 2));
    f.add("r", group("g", 7, leaf("x", 3), leaf("y", 4)));
    f.set_weighting("r", weighting::equal);
    f.add("r", leaf("b", 9));
    constexpr auto equal = framework("r", five, weighting::equal, leaf("a", 2), group("g", 7, leaf("x", 3), leaf("y", 4)), leaf("b", 9));
    CHECK(same(f, equal));
    CHECK(score(f, std::vector<rating>{1, 5, 5, 3}).score() == 3);
    CHECK_THROWS_AS(f.set_weighting("a", weighting::equal), error);
    f.set_weighting("r", weighting::percent);
    CHECK(f.problems().size() == 1);
    f.set_weight("a", 50).set_weight("g", 30).set_weight("b", 20).check();
  }

  TEST_CASE("set_aggregation with fewer, more and no parameters, without touching its neighbours") {
    dynamic_framework f("r", numeric(1, 10), best{1});
    f.add("r", group("a", n_of{1, 4}, leaf("x"), leaf("y")));
    f.add("r", group("b", power_mean{3}, leaf("x"), leaf("y")));
    f.add("r", group("c", best{2}, leaf("x"), leaf("y")));
    const auto is = [&](const framework_view& v) { return same(f, v) && sound_inside(f) && f.problems().empty(); };
    const auto lx = leaf("x"), ly = leaf("y");
    f.set_aggregation("a", all_of{5});  // 2 to 1
    const auto one = framework("r", numeric(1, 10), best{1}, group("a", all_of{5}, lx, ly), group("b", power_mean{3}, lx, ly),
                               group("c", best{2}, lx, ly));
    CHECK(is(one));
    f.set_aggregation("b", median{});   // 2 to 0
    f.set_aggregation("c", n_of{2, 3});  // 1 to 2
    f.set_aggregation("a", n_of{2, 6});  // 1 to 2 again
    f.set_aggregation("b", geometric_mean{}, no_score);  // 0 to 1
    const auto end = framework("r", numeric(1, 10), best{1}, group("a", n_of{2, 6}, lx, ly), group("b", geometric_mean{}, no_score, lx, ly),
                               group("c", n_of{2, 3}, lx, ly));
    CHECK(is(end));
    f.set_aggregation("r", weighted_mean{});
    CHECK(f.unchecked().nodes[0].missing == skip);
    f.set_aggregation("r", minimum{});  // the missing rule becomes the aggregation's own
    CHECK(f.unchecked().nodes[0].missing == no_score);
    CHECK_THROWS_AS(f.set_aggregation("a/x", minimum{}), error);
  }

  TEST_CASE("set_missing, set_if_missing, set_scale, add_scale, annotate") {
    dynamic_framework f("r", five);
    f.add("r", group("g", leaf("a"), leaf("b")));
    f.add("r", leaf("c"));
    f.set_missing("g", require(0.25)).set_missing("r", pool);
    f.set_if_missing("a", if_missing("four")).set_if_missing("c", if_missing(lowest));
    f.add_scale("exam", numeric(0, 100)).set_scale("b", "exam").set_if_missing("b", if_missing(75));
    f.annotate("c", title("C")).annotate("r", title("R")).annotate("g", tags("t"));
    f.annotate("c", description("D")).annotate("a", title("A"));
    f.check();
    constexpr auto expected = framework("r", five, exam, pool, title("R"),
        group("g", require(0.25), tags("t"), leaf("a", if_missing("four"), title("A")), leaf("b", on("exam"), if_missing(75))),
        leaf("c", if_missing(lowest), title("C"), description("D")));
    CHECK(same(f, expected));
    const profile p = score(f, std::vector<rating>(3));
    CHECK(p["a"].score() == 4);
    CHECK(p["b"].score() == 4);
    CHECK(p["c"].score() == 1);
    f.set_scale("b", "").set_if_missing("b", if_missing("two"));
    CHECK(score(f, std::vector<rating>(3))["b"].score() == 2);
    f.set_missing("g", {}).set_if_missing("a", fill{});  // the aggregation's own, and none
    CHECK(f.unchecked().nodes[1].missing == skip);
    CHECK_FALSE(score(f, std::vector<rating>(3))["a"].has_score());
    CHECK_THROWS_AS(f.set_missing("c", skip), error);
  }

  TEST_CASE("a fill follows its leaf to another scale") {
    dynamic_framework f("r", five, exam, scale("rank", levels(level{"four", 9}, level{"two", 1})));
    f.add("r", leaf("a", if_missing(lowest)));
    f.add("r", leaf("b", if_missing("four")));
    CHECK(f.unchecked().nodes[1].if_absent.points == 1);
    CHECK(f.unchecked().nodes[2].if_absent.points == 4);
    f.set_scale("a", "rank").set_scale("b", "rank");
    CHECK(f.unchecked().nodes[1].if_absent.points == 9);  // fewer are better there
    CHECK(f.unchecked().nodes[2].if_absent.points == 9);
    f.set_scale("a", "exam");
    CHECK(f.unchecked().nodes[1].if_absent.points == 0);
  }

  TEST_CASE("texts are its own: the source, the original, the moved-from may go") {
    auto text = std::make_unique<std::string>("a text that is too long to be kept inside of a string object");
    auto f = std::make_unique<dynamic_framework>(*text, five, title(*text));
    f->add(f->root(), leaf(*text + "1", title(*text + "2"), anchors(anchor{"one", *text + "3"})));
    f->add_scale(*text + "4", numeric(0, 1));
    f->add(f->root(), leaf("y", on(*text + "4")));
    f->rename("y", *text + "5").set_if_missing(f->at(std::string_view(*text + "1")), if_missing(std::string_view("three")));
    f->annotate(f->root(), description(*text + "6"));
    const std::string t = *text;
    text.reset();
    const auto intact = [&](const dynamic_framework& d) {
      const framework_view v = d.view();
      return v.id() == t && v.title(0) == t && v.nodes[1].id == t + "1" && v.title(1) == t + "2" &&
             v.remarks_of(1)[1].text == t + "3" && v.scales[1].key == t + "4" && v.nodes[2].scale_key == t + "4" &&
             v.nodes[2].id == t + "5" &&
             v.text(0, remark_kind::description) == t + "6" && v.levels()[2].key == "three" && v.nodes[1].if_absent.level == "three";
    };
    CHECK(intact(*f));
    auto copy = std::make_unique<dynamic_framework>(*f);
    f.reset();
    CHECK(intact(*copy));
    dynamic_framework moved(std::move(*copy));
    copy.reset();
    CHECK(intact(moved));
    dynamic_framework assigned("other", five);
    assigned = moved;
    moved = dynamic_framework("other", five);
    CHECK(intact(assigned));
    const dynamic_framework& self = assigned;
    assigned = self;
    CHECK(intact(assigned));
    std::vector<dynamic_framework> several;
    for (int i = 0; i < 5; ++i) several.push_back(assigned);
    assigned = dynamic_framework("other", five);
    for (const dynamic_framework& d : several) CHECK(intact(d));
    for (int i = 0; i < 200; ++i) several[0].annotate(several[0].root(), tags(t));  // more chunks of text
    CHECK(intact(several[0]));
    several[1].rename(several[1].root(), several[1].unchecked().nodes[1].id);  // from its own texts
    CHECK(several[1].unchecked().id() == t + "1");
  }

  TEST_CASE("a profile and views survive the move of their framework, not copies made for it") {
    dynamic_framework f(fixed);
    f.check();
    const profile p = score(f, std::vector<rating>{3, 3, 4, 50, 2});
    const dynamic_framework moved(std::move(f));
    CHECK(p["c"].score() == 2);
    CHECK(p["a/x"].title() == "The x");
    CHECK(moved.view() == fixed.view());
  }

  TEST_CASE("a handle of another tree, or from before an edit, is refused") {
    dynamic_framework f(fixed);
    const node_handle c = f.at("c"), root = f.root();
    f.add("a", leaf("new"));
    CHECK_THROWS_WITH_AS(f.set_weight(c, 2),
                         "b/z: the handle was made by another framework, or the tree has changed since; ask at() or find() again", error);
    CHECK_NOTHROW(f.annotate(root, tags("still the root")));
    f.remove("new");
    CHECK_NOTHROW(f.set_weight(c, 4));
    f.rename("c", "d");
    CHECK_THROWS_AS(f.remove(c), error);
    f.remove("d");
    CHECK_THROWS_AS(f.rename(c, "c"), error);  // beyond the end
    CHECK_THROWS_AS(static_cast<void>(score(f, std::vector<rating>(4))[c]), error);
  }

  TEST_CASE("an unsound framework gives no view, no sheet and no score, and says everything that is wrong") {
    dynamic_framework f(fixed);
    f.set_weight("a/x", -1).rename("c", "b");
    constexpr std::string_view all = "b: two siblings have the id 'b'; rename one\n"
        "a/x: the weight -1 is negative; mark a penalty with extra_credit, so that it does not enter the divisor";
    const std::string text(all);
    CHECK_THROWS_WITH_AS(static_cast<void>(f.view()), text.c_str(), error);
    CHECK_THROWS_WITH_AS(f.check(), text.c_str(), error);
    CHECK_THROWS_AS(rating_sheet{f}, error);
    CHECK_THROWS_AS(static_cast<void>(score(f, std::vector<rating>(5))), error);
    CHECK_THROWS_AS(static_cast<void>(f.view()), error);
    const dynamic_framework copy(f);
    CHECK_THROWS_AS(static_cast<void>(copy.view()), error);
    f.set_weight("a/x", 1).rename(f.unchecked().handle(7), "c").check();
    CHECK(same(f, fixed));
    f.rename("c", "/");  // checked once, edited since
    CHECK_THROWS_AS(static_cast<void>(f.view()), error);
    dynamic_framework unnamed("r", five, numeric(0, 1));
    unnamed.add("r", leaf("a"));
    CHECK_THROWS_AS(static_cast<void>(unnamed.view()), error);
  }
}

namespace {

/// splitmix64 (Steele, Lea, Flood 2014).
struct source {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(next() % n); }
};

/// The same tree with pointers and without any numbering: what an edit means, as plainly as it can be said.
struct plain {
  node own{};
  std::vector<double> values;
  std::vector<remark> texts;
  std::deque<plain> children;
};
struct flat {
  std::vector<node> nodes;
  std::vector<double> values;
  std::vector<remark> remarks;
  void add(const plain& p) {
    const std::size_t at = nodes.size();
    nodes.push_back(p.own);
    nodes[at].value_at = static_cast<std::uint32_t>(values.size());
    nodes[at].value_count = static_cast<std::uint32_t>(p.values.size());
    values.insert(values.end(), p.values.begin(), p.values.end());
    for (remark r : p.texts) r.node = static_cast<std::uint32_t>(at), remarks.push_back(r);
    for (const plain& c : p.children) add(c);
    nodes[at].extent = static_cast<std::uint32_t>(nodes.size() - at);
    nodes[at].arity = static_cast<std::uint32_t>(p.children.size());
  }
};

/// A random tree under edit, twice.
struct pair {
  source any;
  dynamic_framework edited{"r", five, exam};
  plain root{};
  std::deque<std::string> names{};  // stay where they are
  std::uint32_t count = 1;

  explicit pair(std::uint64_t seed) : any{seed} {
    root.own = edited.unchecked().nodes[0];
    root.own.id = "r";
  }
  std::string_view name() { return names.emplace_back("n" + std::to_string(names.size())); }
  plain* find(plain& p, std::uint32_t& i) {
    if (i-- == 0) return &p;
    for (plain& c : p.children)
      if (plain* at = find(c, i)) return at;
    return nullptr;
  }
  plain& at(std::uint32_t i) { return *find(root, i); }
  plain* above(plain& p, const plain* child) {
    for (plain& c : p.children) {
      if (&c == child) return &p;
      if (plain* at = above(c, child)) return at;
    }
    return nullptr;
  }
  std::uint32_t size(const plain& p) {
    std::uint32_t n = 1;
    for (const plain& c : p.children) n += size(c);
    return n;
  }
  plain made(const framework_view& v, std::uint32_t i) {
    plain p;
    p.own = v.nodes[i];
    p.values.assign(v.values.begin() + p.own.value_at, v.values.begin() + p.own.value_at + p.own.value_count);
    p.texts.assign(v.remarks_of(i).begin(), v.remarks_of(i).end());
    for (std::uint32_t c = i + 1; c < i + p.own.extent; c += v.nodes[c].extent) p.children.push_back(made(v, c));
    return p;
  }
  template <class Subtree> void add(std::uint32_t to, const Subtree& what) {
    edited.add(edited.unchecked().handle(to), what);
    plain p = made(what.view(), 0);
    if (at(to).own.weights == weighting::equal) p.own.weigh(1), p.own.percent_weight = false;
    at(to).children.push_back(std::move(p));
  }
  template <aggregation A> void aggregate(std::uint32_t i, const A& how, missing_rule m = {}) {
    edited.set_aggregation(edited.unchecked().handle(i), how, m);
    plain& p = at(i);
    p.own.how = &ops_of<A>;
    p.own.missing = m.policy == missing_policy::by_aggregation ? A::traits.missing : m;
    p.values.clear();
    for (const double v : prowess::detail::values_of(how)) p.values.push_back(v);
  }
  void edit() {
    const std::uint32_t n = size(root), i = any.below(n);
    const node_handle h = edited.unchecked().handle(i);
    plain& p = at(i);
    const double w = 1 + any.below(200) / 4.0;
    if (p.own.is_group) {
      switch (any.below(11)) {
        case 0: case 1: return add(i, leaf(name(), w));
        case 2: return add(i, group(name(), w, best{1}, title("t"), leaf(name(), on("exam"), if_missing(lowest)), leaf(name(), w)));
        case 3:
          return add(i, group(name(), w, pool, leaf(name(), w, extra_credit),
                              group(name(), n_of{1, 2}, leaf(name(), tags("a", "b")))));
        case 4: return aggregate(i, weighted_mean{}, pool);
        case 5: return aggregate(i, n_of{w, 2 * w});
        case 6: return aggregate(i, best{w}, require(0.5));
        case 7: return aggregate(i, geometric_mean{zero_floor{w}});
        case 8:
          edited.set_missing(h, require(0.25)), p.own.missing = require(0.25);
          return;
        case 9: {
          const weighting how = any.below(2) ? weighting::equal : weighting::relative;
          edited.set_weighting(h, how), p.own.weights = how;
          if (how == weighting::equal)
            for (plain& c : p.children) c.own.weigh(1), c.own.percent_weight = false;
          return;
        }
        default: break;
      }
    } else {
      switch (any.below(4)) {
        case 0: {
          const fill with = any.below(2) ? if_missing(2) : if_missing(lowest);
          edited.set_if_missing(h, with), p.own.if_absent = with;
          return;
        }
        case 1: {
          const std::string_view key = any.below(2) ? "exam" : "";
          edited.set_scale(h, key), p.own.scale_key = key;
          return;
        }
        default: break;
      }
    }
    switch (any.below(6)) {
      case 0: {
        const std::string_view id = name();
        edited.rename(h, id), p.own.id = id;
        return;
      }
      case 1:
        if (i != 0 && n > 6) {
          edited.remove(h);
          plain* up = above(root, &p);
          for (auto c = up->children.begin(); c != up->children.end(); ++c)
            if (&*c == &p) return void(up->children.erase(c));
        }
        return;
      case 2: {
        plain* up = above(root, &p);
        if (up && up->own.weights == weighting::equal) return;
        edited.set_weight(h, w);
        p.own.weigh(w), p.own.percent_weight = false;
        return;
      }
      case 3: {
        plain* up = above(root, &p);
        if (up && up->own.weights == weighting::equal) return;
        edited.set_weight(h, percent{w});
        p.own.weigh(w), p.own.percent_weight = true;
        return;
      }
      case 4:
        p.own.is_clamped = any.below(3) > 0;
        edited.set_clamped(h, p.own.is_clamped);
        return;
      default: {
        const std::string_view text = name();
        edited.annotate(h, tags(text, "x"));
        p.texts.push_back({0, remark_kind::tag, {}, text}), p.texts.push_back({0, remark_kind::tag, {}, "x"});
      }
    }
  }
  bool equal() {
    flat f;
    f.add(root);
    const framework_view v = edited.unchecked();
    framework_view w{f.nodes, v.scales, v.level_list, f.values, f.remarks};
    prowess::detail::resolve(f.nodes, w);
    if (!(v == w) || diagnose(v) != diagnose(w)) return false;
    for (std::uint32_t i = 0; i < v.size(); ++i)
      if (v.nodes[i].leaf != w.nodes[i].leaf || v.nodes[i].arity != w.nodes[i].arity || v.nodes[i].scale != w.nodes[i].scale) return false;
    count = v.size();
    return true;
  }
};

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("10,000 random sequences of edits give what a tree built afresh gives") {
    std::size_t different = 0, nodes = 0, scored = 0;
    for (std::uint64_t seed = 1; seed <= 10000; ++seed) {
      pair p(seed);
      p.add(0, leaf("first"));
      p.add(0, group("second", leaf("x"), leaf("y")));
      const std::uint32_t edits = 4 + p.any.below(16);
      for (std::uint32_t k = 0; k < edits; ++k) p.edit();
      different += !p.equal();
      nodes += p.count;
      if (seed % 16 == 0) {
        dynamic_framework copy(p.edited), anew(p.edited.unchecked());
        different += !(copy.unchecked() == p.edited.unchecked()) + !(anew.unchecked() == p.edited.unchecked());
        if (p.edited.problems().empty()) {
          const std::vector<rating> r(p.edited.unchecked().leaf_count(), 3);
          ++scored;
          different += !(score(p.edited, r) == score(anew, r));
        }
      }
    }
    CHECK(different == 0);
    CHECK(nodes > 70000);
    CHECK(scored > 5);
  }

  TEST_CASE("a thousand leaves added in tree order and in reverse groups") {
    dynamic_framework f("r", five);
    std::vector<node_handle> groups;
    for (int g = 0; g < 10; ++g) f.add("r", group("g" + std::to_string(g), leaf("l0")));
    for (int g = 9; g >= 0; --g)
      for (int l = 1; l < 100; ++l) f.add(std::string_view("g" + std::to_string(g)), leaf("l" + std::to_string(l), l));
    CHECK(f.unchecked().leaf_count() == 1000);
    CHECK(f.problems().empty());
    CHECK(sound_inside(f));
    CHECK(f.at("g5/l50").index == 1 + 5 * 101 + 51);
    for (int g = 0; g < 10; g += 2) f.remove(std::string_view("g" + std::to_string(g)));
    CHECK(f.unchecked().leaf_count() == 500);
    CHECK(sound_inside(f));
    CHECK(score(f, std::vector<rating>(500, 4)).score() == 4);
  }

  TEST_CASE("a weight of 0 does not turn extra credit into an ordinary child") {
    dynamic_framework f("r", five);
    f.add("r", leaf("a"));
    f.add("r", leaf("bonus", 1, extra_credit));
    f.set_weight("bonus", 0).set_weight("bonus", 0.5);
    CHECK(f.unchecked().nodes[2].base == 0);
  }
  TEST_CASE("a weight that was no number can be corrected") {
    dynamic_framework f("r", five);
    f.add("r", leaf("a"));
    const double zero = 0;
    f.set_weight("a", zero / zero).set_weight("a", 3);
    CHECK(f.unchecked().nodes[1].base == 3);
  }
  TEST_CASE("children of equal weight stay equal: no weight is taken") {
    dynamic_framework f("r", five, weighting::equal);
    f.add("r", leaf("a"));
    f.add("r", leaf("b"));
    CHECK_THROWS_WITH_AS(f.set_weight("a", 3),
                         "a: its group weighs all children equally; first set_weighting(group, weighting::relative)", error);
    CHECK_THROWS_AS(f.set_weight("b", percent{50}), error);
    CHECK(score(f, std::vector<rating>{5, 1}).score() == 3);
    f.set_weighting("r", weighting::relative).set_weight("a", 3);
    CHECK(score(f, std::vector<rating>{5, 1}).score() == 4);
  }
  TEST_CASE("a scale or a fill given to a group is refused") {
    dynamic_framework f("r", five, exam);
    f.add("r", group("g", leaf("a")));
    CHECK_THROWS_WITH_AS(f.set_scale("g", "exam"), "g: it is a group, not a leaf; only leaves have scales and if_missing", error);
    CHECK_THROWS_AS(f.set_if_missing("r", if_missing(lowest)), error);
    f.check();
  }
}
