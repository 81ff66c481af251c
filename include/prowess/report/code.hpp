// SPDX-License-Identifier: BSL-1.0
// A framework as C++ source: a header that defines the same framework as a constant.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/aggregations.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/report/code_lines.hpp>
#include <prowess/report/code_text.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

/// How code names an aggregation or a scale of the host's own: `spelling{"clinic/owa", "clinic::owa"}`.
struct spelling {
  std::string_view name;  ///< what the type calls itself
  std::string_view code;  ///< what stands in front of the braces with its values
};

/// How a framework is written as code.
///
///     constexpr spelling mine[] = {{"clinic/owa", "clinic::owa"}, {"clinic/landing", "clinic::landing"}};
///     std::string header = to_cpp(fw, {.namespace_name = "clinic", .spellings = mine, .includes = {"clinic/owa.hpp"}});
struct code_options {
  std::string_view name{};                ///< of the constant; empty: made of the framework's id
  std::string_view namespace_name{};      ///< such as "clinic::frameworks"; empty: the global one
  std::span<const spelling> spellings{};  ///< of what is not shipped
  std::vector<std::string> includes{};    ///< what declares those: "clinic/owa.hpp" or "<clinic/owa.hpp>"
  std::size_t columns = 140;              ///< how long lines may be, where nothing longer than that stands
  std::size_t indent = 2;                 ///< blanks for each step inwards
};

namespace detail {

class code_writer {
 public:
  code_writer(const framework_view& f, const code_options& how) : f_(f), how_(how), lines_(how.columns, how.indent) {}

  result<std::string> written() {
    problems_ = problems_of(f_);
    if (!problems_.empty()) return std::move(problems_);
    check_names();
    framework();
    if (!problems_.empty()) return std::move(problems_);
    const std::string space(how_.namespace_name);
    return head() + lines_.text() + ");\n}();\n" + (space.empty() ? "" : "\n}  // namespace " + space + "\n");
  }

 private:
  // ---- the names
  [[nodiscard]] std::string name() const { return how_.name.empty() ? identifier_of(f_.id()) : std::string(how_.name); }
  void check_names() {
    if (!how_.name.empty() && (!is_identifier(how_.name) || is_reserved(how_.name)))
      refuse({}, join({in_quotes(how_.name), " cannot name a constant"}), join({"for example: ", identifier_of(how_.name)}));
    for (std::string_view rest = how_.namespace_name; !rest.empty();) {
      const std::size_t end = rest.find("::");
      const std::string_view part = rest.substr(0, end);
      const bool ends_open = end != std::string_view::npos && end + 2 == rest.size();
      if (!is_identifier(part) || (is_reserved(part) && part != "prowess") || ends_open)
        return refuse({}, join({in_quotes(how_.namespace_name), " cannot name a namespace"}), "use identifiers with '::' between them");
      among_namesakes_ = among_namesakes_ || part == "prowess";
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    }
  }
  void refuse(std::string where, std::string what, std::string remedy) {
    problems_.push_back({std::move(where), std::move(what), std::move(remedy)});
  }
  /// A word of the library, which the head then declares.
  std::string word(std::string_view w) {
    if (std::find(words_.begin(), words_.end(), w) == words_.end()) words_.push_back(w);
    return std::string(w);
  }
  std::string quoted(std::string_view s) { return literal(noted(s)); }
  /// The text; the head says what its suffix means, if it has one.
  std::string_view noted(std::string_view s) {
    has_suffix_ = has_suffix_ || !literal_suffix(s).empty();
    return s;
  }
  /// What stands for a name that is not ours.
  template <class Where> std::string spelt(std::string_view name, std::string_view what, const Where& where) {
    for (const spelling& s : how_.spellings)
      if (s.name == name) return std::string(s.code);
    refuse(where(), join({"the ", what, " ", in_quotes(name), " is not one of prowess's own"}),
           join({"say how code names it: code_options::spellings with {\"", name, "\", ...}"}));
    return {};
  }

  /// All above the framework's words. They are declared one by one: none of the host's names, and not the constant's own, can
  /// then stand in their place.
  [[nodiscard]] std::string head() {
    const std::string_view version = f_.text(0, remark_kind::version);
    std::string all = join({"// generated from the framework '", escaped(f_.id()), "'", version.empty() ? "" : ", version ", escaped(version),
                            "; do not edit\n#pragma once\n\n", needs_all_aggregations() ? "#include <prowess/aggregations.hpp>\n" : "", "#include <prowess/core.hpp>\n"});
    for (const std::string_view file : how_.includes)
      all += file.starts_with('<') ? join({"#include ", file, "\n"}) : join({"#include \"", file, "\"\n"});
    all += "\n";
    if (!how_.namespace_name.empty()) all += join({"namespace ", how_.namespace_name, " {\n\n"});
    const std::string indent(how_.indent, ' ');
    all += join({"inline constexpr auto ", name(), " = [] {\n"});
    std::sort(words_.begin(), words_.end());
    code_lines used(how_.columns, how_.indent);
    used.indent(3);
    for (const std::string_view w : words_) {
      const std::string full = join({among_namesakes_ ? "::" : "", "prowess::", w});
      if (used.text().empty()) used.add(join({indent, "using ", full}));
      else used.argument(full);
    }
    all += join({used.text(), ";\n"});
    if (has_suffix_) all += join({indent, "using namespace std::string_view_literals;\n"});
    return all;
  }

  // ---- the tree
  void framework() {
    lines_.indent(2);
    lines_.add(join({std::string(how_.indent, ' '), "return ", word("framework"), "(", quoted(f_.id())}));
    std::size_t levels = 0;
    for (const scale_data& s : f_.scales) {
      if (s.level_at != levels)
        refuse(scale_name(s), "its levels do not follow those of the scale before it", "list levels in the order of the scales");
      levels += s.level_count;
      scale(s);
    }
    const node& root = f_.nodes[0];
    if (!same_bits(root.weight, 1) || root.is_extra_credit)
      refuse(f_.path(0), "the whole has a weight, which has no word", "set_weight(root, 1)");
    if (root.type != "framework") labelled(root.type);
    if (!group_options(0)) refuse_strange(0);
    remarks(0);
    children(0);
  }
  void children(std::uint32_t group) {
    const node& g = f_.nodes[group];
    for (std::uint32_t c = group + 1; c < group + g.extent; c += f_.nodes[c].extent) child(c, g.weights == weighting::equal);
  }
  void child(std::uint32_t i, bool weighs_1) {
    const node& n = f_.nodes[i];
    const bool has_word = n.type == "domain" || n.type == "competency" || n.type == "indicator" || n.type == "criterion";
    lines_.begin_argument(join({word(has_word ? n.type : n.is_leaf() ? "leaf" : "group"), "(", quoted(n.id)}));
    lines_.indent();
    if (!has_word && !n.type.empty()) labelled(n.type);
    if (n.percent_weight) lines_.argument(join({word("percent"), "{", code_number(n.weight), "}"}));
    else if (!same_bits(n.weight, 1)) lines_.argument(code_number(n.weight));
    if (n.is_extra_credit) lines_.argument(word("extra_credit"));
    node said;
    said.is_extra_credit = n.is_extra_credit;
    said.weigh(weighs_1 ? 1 : n.weight);
    const bool has_words = n.is_leaf() ? leaf_options(n) : group_options(i);
    if (!has_words || !same_bits(n.weight, said.weight) || !same_bits(n.base, said.base)) refuse_strange(i);
    remarks(i);
    children(i);
    lines_.add(")");
    lines_.outdent();
  }
  void refuse_strange(std::uint32_t i) { refuse(f_.path(i), "it holds what has no word", "build it with group, leaf and their options"); }
  void labelled(std::string_view type) { lines_.argument(join({word("labelled"), "(", quoted(type), ")"})); }

  /// False where a leaf holds what a leaf has no word for.
  bool leaf_options(const node& n) {
    const fill& f = n.if_absent;
    if (!n.scale_key.empty()) lines_.argument(join({word("on"), "(", quoted(n.scale_key), ")"}));
    if (f.kind != fill::with::nothing)
      lines_.argument(join({word("if_missing"), "(", f.kind == fill::with::lowest  ? word("lowest")
                                                     : f.kind == fill::with::level ? quoted(f.level)
                                                                                   : code_number(f.points), ")"}));
    if (n.is_clamped) lines_.argument(word("clamped"));
    if (n.is_critical) lines_.argument(word("critical") + "()");
    return n.how == nullptr && n.value_count == 0 && n.missing == missing_rule{} && n.weights == weighting::relative &&
           (f.kind != fill::with::nothing || f == fill{}) && (f.kind == fill::with::level || f.level.empty());
  }
  bool group_options(std::uint32_t i) {
    const node& n = f_.nodes[i];
    if (n.how != &ops_of<weighted_mean>) aggregation(i);
    const missing_policy policy = n.missing.policy;
    const bool by_count = policy == missing_policy::require_children, counts = by_count || policy == missing_policy::require;
    if (counts) lines_.argument(join({word(by_count ? "require_children" : "require"), "(", code_number(n.missing.quorum), ")"}));
    else if (n.missing != n.how->traits.missing)
      lines_.argument(word(policy == missing_policy::skip ? "skip" : policy == missing_policy::pool ? "pool" : "no_score"));
    if (n.weights != weighting::relative)
      lines_.argument(join({word("weighting"), n.weights == weighting::percent ? "::percent" : "::equal"}));
    if (n.is_clamped) lines_.argument(word("clamped"));
    if (n.is_critical) lines_.argument(word("critical") + "()");
    return n.scale_key.empty() && n.if_absent == fill{} && policy != missing_policy::by_aggregation &&
           (counts || same_bits(n.missing.quorum, 0));
  }
  /// Whether some shipped aggregation is none that core.hpp brings.
  [[nodiscard]] bool needs_all_aggregations() const {
    const auto among = [](const auto& list, const group_ops* how) { return std::find(list.begin(), list.end(), how) != list.end(); };
    return std::any_of(f_.nodes.begin(), f_.nodes.end(), [&](const node& n) { return !n.is_leaf() && among(shipped_aggregations, n.how) && !among(core_aggregations, n.how); });
  }
  void aggregation(std::uint32_t i) {
    const node& n = f_.nodes[i];
    const auto where = [&] { return f_.path(i); };
    const auto values = f_.parameters_of(n).values;
    const auto named = [&](std::size_t k) { return k < n.how->named.size() ? n.how->named[k] : parameter{}; };
    std::size_t count = values.size();
    while (count > 0 && named(count - 1).otherwise && same_bits(*named(count - 1).otherwise, values[count - 1])) --count;
    const bool shipped = std::find(shipped_aggregations.begin(), shipped_aggregations.end(), n.how) != shipped_aggregations.end();
    std::string code = (shipped ? word(n.how->name) : spelt(n.how->name, "aggregation", where)) + "{";
    for (std::size_t k = 0; k < count; ++k) {
      if (!is_finite(values[k])) refuse(where(), join({n.how->name, " has a value that is not finite"}), "give a finite number");
      if (k > 0) code += ", ";
      const parameter p = named(k);
      if (p.is_type) code += (shipped ? word(p.name) : spelt(p.name, "type", where)) + "{";
      code += code_number(values[k]);
      if (p.is_type) code += "}";
    }
    lines_.argument(code + "}");
  }

  // ---- scales
  void scale(const scale_data& s) {
    const auto levels = f_.levels(s);
    scale_data made = s.how == grid::own ? own_scale(*s.own).data
                      : levels.empty()   ? numeric(s.low, s.high, s.step).data
                                         : scale_data_of(levels);
    made.key = s.key;
    made.level_at = s.level_at;
    std::string tail;
    if (made.zero != s.zero && s.zero == 0) made.zero = 0, tail += ".points_over_max()";
    if (made.inverse != s.inverse) made.inverse = s.inverse, tail += ".inverted()";
    if (made.how != s.how && s.how == grid::continuous && !levels.empty()) made.how = s.how, tail += ".ranges()";
    if (made.above != s.above) made.above = s.above, tail += join({".with(", word("excess"), s.above == excess::clamped ? "::clamped)" : "::allowed)"});
    if (made != s)
      refuse(scale_name(s), "its numbers are not those of any word for scales", "make it with levels, numeric or a type of your own");

    std::vector<code_argument> arguments;
    std::string_view maker = "own_scale";
    if (s.how == grid::own) arguments.push_back({spelt(s.own->name, "scale", [&] { return scale_name(s); }) + "{}", {}, {}});
    else if (levels.empty()) maker = numbers(s, arguments);
    else maker = list(levels, arguments);
    if (s.key.empty()) return lines_.call(word(maker), arguments, tail);
    const bool bare = maker == "own_scale" && tail.empty();  // `scale` takes the type itself too
    if (bare) arguments.insert(arguments.begin(), {quoted(s.key), {}, {}});
    lines_.call(bare ? word("scale") : join({word("scale"), "(", quoted(s.key), ", ", word(maker)}), arguments, bare ? tail : tail + ")");
  }
  std::string_view numbers(const scale_data& s, std::vector<code_argument>& arguments) {
    if (same_bits(s.low, 0) && s.high == 100 && s.step == 0) return "percentage";
    arguments.push_back({code_number(s.low), {}, {}});
    arguments.push_back({code_number(s.high), {}, {}});
    if (s.step != 0) arguments.push_back({code_number(s.step), {}, {}});
    return "numeric";
  }
  std::string_view list(std::span<const level> levels, std::vector<code_argument>& arguments) {
    bool keys_only = true;
    double points = levels[0].points;
    for (const level& l : levels)
      keys_only = keys_only && same_bits(l.points, points) && l.label.empty() && l.descriptor.empty(), points += 1;
    const level &first = levels.front(), &last = levels.back();
    if (keys_only && levels.size() == 2 && same_bits(first.points, 0) && first.key == "not_met" && last.key == "met") return "checklist";
    if (keys_only && first.points != 1) arguments.push_back({join({word("from"), "{", code_number(first.points), "}"}), {}, {}});
    for (const level& l : levels) {
      if (keys_only) {
        arguments.push_back({{}, noted(l.key), {}});
        continue;
      }
      const std::string before = join({word("level"), "{", quoted(l.key), ", ", code_number(l.points)});
      if (!l.descriptor.empty()) arguments.push_back({join({before, ", ", quoted(l.label), ", "}), noted(l.descriptor), "}"});
      else if (!l.label.empty()) arguments.push_back({before + ", ", noted(l.label), "}"});
      else arguments.push_back({before + "}", {}, {}});
    }
    return "levels";
  }

  // ---- texts
  void remarks(std::uint32_t i) {
    const auto all = f_.remarks_of(i);
    for (std::size_t k = 0; k < all.size();) {
      const std::string_view w = word_of(all[k]);
      if (w.empty()) {
        lines_.argument(keyed(all[k++]));
        continue;
      }
      std::vector<code_argument> arguments;
      do arguments.push_back(argument_of(all[k++]));
      while (k < all.size() && takes_several(w) && word_of(all[k]) == w);
      lines_.call(word(w), arguments);
    }
  }
  static bool takes_several(std::string_view w) { return w == "tags" || w == "alignment" || w == "behaviours" || w == "anchors"; }
  /// The word for a text; none where it has a key for which there is no word.
  static std::string_view word_of(const remark& r) {
    if (r.kind == remark_kind::anchor) return "anchors";
    if (r.kind == remark_kind::member) return "kept";
    if (!r.key.empty()) return {};
    switch (r.kind) {
      case remark_kind::title: return "title";
      case remark_kind::version: return "version";
      case remark_kind::description: return "description";
      case remark_kind::tag: return "tags";
      case remark_kind::alignment: return "alignment";
      default: return "behaviours";
    }
  }
  code_argument argument_of(const remark& r) {
    if (r.kind == remark_kind::anchor) return {join({word("anchor"), "{", quoted(r.key), ", "}), noted(r.text), "}"};
    if (r.kind == remark_kind::member) return {quoted(r.key) + ", ", noted(r.text), {}};
    if (r.kind == remark_kind::critical_behaviour) return {word("critical") + "(", noted(r.text), ")"};
    return {{}, noted(r.text), {}};
  }
  std::string keyed(const remark& r) {
    constexpr std::string_view kinds[] = {"title", "version", "description", "tag", "alignment", "behaviour", "critical_behaviour", "anchor",
                                          "member"};
    return join({word("remark_list"), "<1>{{{", word("remark"), "{0, ", word("remark_kind"), "::", kinds[static_cast<std::size_t>(r.kind)], ", ",
                 quoted(r.key), ", ", quoted(r.text), "}}}}"});
  }

  const framework_view& f_;
  const code_options& how_;
  code_lines lines_;
  std::vector<std::string_view> words_;
  std::vector<problem> problems_;
  bool among_namesakes_ = false;  ///< the constant lies in a namespace `prowess` that may not be ours
  bool has_suffix_ = false;
};

}  // namespace detail

/// A header that defines a framework as a constant: `NAME == f`, and every profile is the same, bit for bit. Whoever includes it
/// needs prowess and a C++20 compiler, whatever the framework was read or made with.
/// Texts stand in it as UTF-8; bytes that are none, and characters that nobody sees, as escapes. (MSVC: /utf-8; texts up to 64 KB.)
/// Clang needs -fbracket-depth for a node with more than 250 children and options, as for what is written by hand.
/// Refuses a framework that is not sound, names that C++ does not have, and a host's own aggregation or scale without a spelling.
/// Cost: linear in what it writes.
///
///     std::ofstream("nurse.hpp") << to_cpp(fw, {.name = "nurse", .namespace_name = "clinic"});   // defines clinic::nurse
[[nodiscard]] inline result<std::string> try_to_cpp(const framework_view& f, const code_options& options = {}) {
  return detail::code_writer(f, options).written();
}
/// The same; raises the problems where there are any.
[[nodiscard]] inline std::string to_cpp(const framework_view& f, const code_options& options = {}) { return try_to_cpp(f, options).value(); }

}  // namespace prowess::v0
