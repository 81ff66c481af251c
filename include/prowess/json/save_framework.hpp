// SPDX-License-Identifier: BSL-1.0
// A framework as a JSON document that people can edit, and that `load_framework` reads back as the same framework.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prowess/aggregations.hpp>
#include <prowess/detail/text.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/json/kept_members.hpp>
#include <prowess/json/layout.hpp>
#include <prowess/result.hpp>

namespace prowess::inline v0 {

namespace detail {

/// Writes one framework as compact JSON.
class framework_writer {
 public:
  explicit framework_writer(const framework_view& f) : f_(f), root_(f, 0) {
    for (const auto& [key, json] : json_members(root_.find("", "defaults"))) {
      if (json == "null") continue;
      if (key == "scale") default_scale_ = json;
      if (key == "aggregation") default_aggregation_ = json;
      if (key == "missing") default_missing_ = json;
      if (key == "weights") default_weights_ = json;
    }
    if (!default_scale_.empty() && f.scale().key.empty())  // a leaf could not say that it is on the framework's own scale
      for (const node& n : f.nodes) with_defaults_ = with_defaults_ && !(n.is_leaf() && n.scale_key.empty());
    if (!with_defaults_) default_scale_ = default_aggregation_ = default_missing_ = default_weights_ = {};
  }

  [[nodiscard]] std::string document() {
    out_ = "{\"prowess\":1";
    static_cast<void>(node_members(0));
    return std::move(out_);
  }

 private:
  void key(std::string_view name) {
    if (out_.back() != '{') out_ += ',';
    append_json_text(out_, name);
    out_ += ':';
  }
  void text(std::string_view name, std::string_view value) { key(name), append_json_text(out_, value); }
  [[nodiscard]] static std::string quoted(std::string_view s) {
    std::string text;
    append_json_text(text, s);
    return text;
  }

  /// What is written of a node; children recurse, as deep as the limits allow.
  std::uint32_t node_members(std::uint32_t i) {
    const node& n = f_.nodes[i];
    const bool is_root = i == 0;
    const kept_members own(f_, is_root ? f_.size() : i);  // the root's is there already
    const kept_members& kept = is_root ? root_ : own;
    text("id", n.id);
    if (n.type != (is_root ? "framework" : "")) text("type", n.type);
    const bool in_percent = !is_root && percent_.back();
    if (!is_root && (n.weight != 1 || in_percent) && !equal_.back()) key("weight"), out_ += number(n.weight);
    if (n.is_extra_credit) key("extra_credit"), out_ += "true";
    if (n.is_clamped) key("clamped"), out_ += "true";
    if (n.is_critical) key("critical"), out_ += "true";
    texts(i);
    if (is_root) {
      kept.append(out_, "", [](std::string_view k) { return k == "language" || k == "license" || k == "note" || k.starts_with("x-"); });
      scales();
      if (with_defaults_) kept.append(out_, "", [](std::string_view k) { return k == "defaults"; });
    } else {
      kept.append(out_, "");
    }
    if (n.is_leaf()) leaf(n, kept);
    else group(i, kept);
    behaviours(i, kept);
    anchors(i, kept);
    if (n.is_leaf()) return i + 1;
    percent_.push_back(f_.in_percent(i) && !n.how->traits.ignores_weights);
    equal_.push_back(n.weights == weighting::equal);
    key("children");
    out_ += '[';
    std::uint32_t c = i + 1;
    while (c < i + n.extent) {
      out_ += c == i + 1 ? "{" : ",{";
      c = node_members(c);
      out_ += '}';
    }
    out_ += ']';
    percent_.pop_back(), equal_.pop_back();
    if (is_root) {
      kept.append(out_, "", [](std::string_view k) { return !(k == "language" || k == "license" || k == "note" || k == "defaults" || k.starts_with("x-")); });
      out_ += '}';
    }
    return c;
  }

  void texts(std::uint32_t i) {
    for (const auto& [kind, name] : {std::pair{remark_kind::version, "version"}, {remark_kind::title, "title"}, {remark_kind::description, "description"}})
      for (const remark& r : f_.remarks_of(i))
        if (r.kind == kind) {
          text(name, r.text);
          break;
        }
    for (const auto& [kind, name] : {std::pair{remark_kind::tag, "tags"}, {remark_kind::alignment, "alignment"}}) {
      bool begun = false;
      for (const remark& r : f_.remarks_of(i)) {
        if (r.kind != kind) continue;
        if (!begun) key(name), out_ += '[';
        else out_ += ',';
        append_json_text(out_, r.text);
        begun = true;
      }
      if (begun) out_ += ']';
    }
  }
  void behaviours(std::uint32_t i, const kept_members& kept) {
    std::size_t n = 0;
    for (const remark& r : f_.remarks_of(i)) {
      if (r.kind != remark_kind::behaviour && r.kind != remark_kind::critical_behaviour) continue;
      if (n == 0) key("behaviours"), out_ += '[';
      else out_ += ',';
      const std::string pointer = kept.empty() ? std::string() : "/behaviours/" + std::to_string(n);
      const bool has_more = !kept.empty() && kept.within(pointer);
      ++n;
      if (r.kind == remark_kind::behaviour && r.key.empty() && !has_more) {
        append_json_text(out_, r.text);
        continue;
      }
      out_ += '{';
      if (!r.key.empty()) text("id", r.key);
      text("text", r.text);
      if (r.kind == remark_kind::critical_behaviour) key("critical"), out_ += "true";
      if (has_more) kept.append(out_, pointer);
      out_ += '}';
    }
    if (n > 0) out_ += ']';
  }
  void anchors(std::uint32_t i, const kept_members& kept) {
    bool begun = false;
    for (const remark& r : f_.remarks_of(i)) {
      if (r.kind != remark_kind::anchor) continue;
      if (!begun) key("anchors"), out_ += '{';
      begun = true;
      text(r.key, r.text);
    }
    if (!begun && !kept.within("/anchors")) return;
    if (!begun) key("anchors"), out_ += '{';
    kept.append(out_, "/anchors");
    out_ += '}';
  }

  void leaf(const node& n, const kept_members& kept) {
    const bool own_by_default = default_scale_.empty() || default_scale_ == quoted(f_.scale().key);
    const bool by_default = n.scale_key.empty() ? own_by_default : !own_by_default && quoted(n.scale_key) == default_scale_;
    if (!by_default) text("scale", n.scale_key.empty() ? f_.scale().key : n.scale_key);
    switch (n.if_absent.kind) {
      case fill::with::nothing: return;
      case fill::with::lowest: return text("if_missing", "lowest");
      case fill::with::points: key("if_missing"), out_ += number(n.if_absent.points); return;
      case fill::with::level: break;
    }
    if (n.if_absent.level != "lowest" && !kept.within("/if_missing")) return text("if_missing", n.if_absent.level);
    key("if_missing");
    out_ += '{';
    text("level", n.if_absent.level);
    kept.append(out_, "/if_missing");
    out_ += '}';
  }

  /// A choice: a name, or an object with the name and its parameters.
  [[nodiscard]] std::string choice(std::string_view name, const std::string& parameters, const kept_members& kept, std::string_view pointer) const {
    if (parameters.empty() && !kept.within(pointer)) return quoted(name);
    std::string all = "{" + quoted(name) + ":" + (parameters.empty() ? "null" : parameters);
    kept.append(all, pointer);
    return all + "}";
  }
  [[nodiscard]] std::string parameters_text(const node& n, const kept_members& kept) const {
    const parameters p = f_.parameters_of(n);
    const auto named = n.how->named;
    if (p.size() == 0) return {};
    std::string all;
    if (named.empty() || n.how->value_count == any_number) {
      for (std::size_t k = 0; k < p.size(); ++k) all += (k == 0 ? "[" : ",") + number(p[k]);
      return all + "]";
    }
    const std::string pointer = "/aggregation/" + escaped(n.how->name);
    if (named.size() == 1 && !kept.within(pointer)) {
      if (named[0].otherwise && *named[0].otherwise == p[0]) return {};
      return named[0].otherwise ? "{" + quoted(named[0].name) + ":" + number(p[0]) + "}" : number(p[0]);
    }
    all = "{";
    for (std::size_t k = 0; k < named.size(); ++k)
      if (!named[k].otherwise || *named[k].otherwise != p[k]) all += (all.size() > 1 ? "," : "") + quoted(named[k].name) + ":" + number(p[k]);
    kept.append(all, pointer);
    return all + "}";
  }
  void group(std::uint32_t i, const kept_members& kept) {
    const node& n = f_.nodes[i];
    const std::string how = choice(n.how->name, parameters_text(n, kept), kept, "/aggregation");
    const std::string otherwise = default_aggregation_.empty() ? quoted(weighted_mean::name) : std::string(default_aggregation_);
    if (how != otherwise) key("aggregation"), out_ += how;
    static constexpr std::string_view names[] = {"", "skip", "pool", "no_score", "require", "require_children"};
    const bool has_quorum = n.missing.policy >= missing_policy::require;
    const std::string rule = choice(names[static_cast<std::size_t>(n.missing.policy)], has_quorum ? number(n.missing.quorum) : std::string(), kept, "/missing");
    if (default_missing_.empty() ? !(n.missing == n.how->traits.missing) || kept.within("/missing") : rule != default_missing_) key("missing"), out_ += rule;
    const std::string weights = choice(f_.in_percent(i) ? "percent" : n.weights == weighting::equal ? "equal" : "relative", {}, kept, "/weights");
    if (weights != (default_weights_.empty() ? quoted("relative") : std::string(default_weights_))) key("weights"), out_ += weights;
  }

  // ---- scales

  void scales() {
    const bool is_unnamed = f_.scale().key.empty();
    if (is_unnamed) key("scale"), one_scale(f_.scale(), "/scale");
    else if (f_.scales.size() > 1 && default_scale_ != quoted(f_.scale().key)) text("scale", f_.scale().key);
    if (f_.scales.size() == (is_unnamed ? 1 : 0) && !root_.within("/scales")) return;
    key("scales");
    out_ += '{';
    for (std::size_t k = is_unnamed; k < f_.scales.size(); ++k) key(f_.scales[k].key), one_scale(f_.scales[k], "/scales/" + escaped(f_.scales[k].key));
    root_.append(out_, "/scales");
    out_ += '}';
  }
  [[nodiscard]] static std::string escaped(std::string_view key) {
    std::string p;
    for (const char c : key) {
      if (c == '~') p += "~0";
      else if (c == '/') p += "~1";
      else p += c;
    }
    return p;
  }
  void one_scale(const scale_data& s, const std::string& pointer) {
    const auto same = [&](scale_data other) {
      other.key = s.key, other.level_at = s.level_at;
      return other == s;
    };
    const auto levels = f_.levels(s);
    const auto met = checklist();
    if (s.how == grid::own && same(own_scale(*s.own).data) && !root_.within(pointer)) return append_json_text(out_, s.own->name);
    const auto listed = [&](std::string_view name) {  // another scale has that name
      bool found = false;
      if (s.key.empty())
        for (const scale_data& other : f_.scales) found = found || other.key == name;
      return found;
    };
    if (same(percentage().data) && levels.empty() && !root_.within(pointer) && !root_.within(pointer + "/numeric") && !listed("percentage")) return append_json_text(out_, "percentage");
    if (same(met.data) && equal<level>(levels, met.level_list) && !listed("checklist") && !root_.within(pointer) && !root_.within(pointer + "/levels/0") && !root_.within(pointer + "/levels/1"))
      return append_json_text(out_, "checklist");
    out_ += '{';
    bool turned = s.inverse;
    if (s.how == grid::own) {
      text("named", s.own->name);
    } else if (s.level_count == 0) {
      key("numeric");
      out_ += "{\"min\":" + number(s.low) + ",\"max\":" + number(s.high);
      if (s.how != grid::continuous) out_ += ",\"step\":" + (s.how == grid::whole ? std::string("1") : number(s.step));
      if (s.inverse) out_ += ",\"inverse\":true";
      if (s.above != excess::rejected) out_ += s.above == excess::clamped ? ",\"above\":\"clamped\"" : ",\"above\":\"allowed\"";
      root_.append(out_, pointer + "/numeric");
      out_ += '}';
      turned = false;
    } else {
      key("levels");
      out_ += '[';
      bool plain = true;
      for (std::size_t k = 0; k < levels.size(); ++k)
        plain = plain && levels[k].points == static_cast<double>(k + 1) && levels[k].label.empty() && levels[k].descriptor.empty() &&
                !root_.within(pointer + "/levels/" + std::to_string(k));
      for (std::size_t k = 0; k < levels.size(); ++k) {
        if (k > 0) out_ += ',';
        if (plain) {
          append_json_text(out_, levels[k].key);
          continue;
        }
        out_ += '{';
        text("key", levels[k].key);
        key("points"), out_ += number(levels[k].points);
        if (!levels[k].label.empty()) text("label", levels[k].label);
        if (!levels[k].descriptor.empty()) text("descriptor", levels[k].descriptor);
        root_.append(out_, pointer + "/levels/" + std::to_string(k));
        out_ += '}';
      }
      out_ += ']';
      turned = s.inverse != scale_data_of(levels).inverse;
      if (s.how == grid::continuous) key("ranges"), out_ += "true";
    }
    if (turned) key("inverse"), out_ += "true";
    if (s.zero == 0 && s.low != 0) key("points_over_max"), out_ += "true";
    root_.append(out_, pointer);
    out_ += '}';
  }

  framework_view f_;
  kept_members root_;
  std::string out_;
  std::string_view default_scale_{}, default_aggregation_{}, default_missing_{}, default_weights_{};
  std::vector<bool> percent_, equal_;  ///< of the groups around
  bool with_defaults_ = true;
};

}  // namespace detail

/// A framework as a JSON document, laid out for people: what fits stands on one line. Whatever `load_framework` kept is written
/// again where it stood, defaults included; nodes say only what differs from these. Needs no Boost.
/// `load_framework(to_json(f))` is the same framework; a host's own policies are written by name.
///
///     std::ofstream("framework.json") << to_json(fw);
[[nodiscard]] inline std::string to_json(const framework_view& f) {
  if (f.nodes.empty()) return "{}\n";
  return detail::laid_out(detail::framework_writer(f).document());
}

}  // namespace prowess::v0
