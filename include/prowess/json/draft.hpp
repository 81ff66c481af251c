// SPDX-License-Identifier: BSL-1.0
// A framework while it is read: flat lists whose texts are views of the document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <prowess/aggregations.hpp>
#include <prowess/detail/text_pool.hpp>
#include <prowess/diagnose.hpp>
#include <prowess/framework_view.hpp>
#include <prowess/json/reader.hpp>
#include <prowess/scale.hpp>
#include <prowess/weightings.hpp>

namespace prowess::inline v0 {

/// How a document is read. The limits guard against runaway input; raise them for documents that you trust.
///
///     load_framework(text, load_options{.most_problems = 10});
struct load_options {
  limits tree{};                                       ///< depth and nodes of the framework
  std::size_t most_bytes = std::size_t{1} << 26;       ///< of the text
  std::size_t most_values = 8'000'000;                 ///< JSON values; each takes 32 bytes while it is read
  std::size_t most_problems = 100;                     ///< how many are listed; then one more says how many there are
  std::span<const group_ops* const> aggregations{};    ///< a host's own, besides those that are shipped
  std::span<const weighting_ops* const> weightings{};  ///< a host's own
  std::span<const scale_ops* const> scales{};          ///< a host's own
};

namespace detail {

/// What of a node is wrong already, so that nothing is said that only follows from it.
enum spoilt_part : std::uint8_t { spoilt_id = 1, spoilt_weight = 2, spoilt_scale = 4, spoilt_aggregation = 8, spoilt_weights = 16, spoilt_children = 32 };

struct framework_draft {
  std::vector<node> nodes;
  std::vector<std::uint32_t> node_at;   ///< the value that describes each node
  std::vector<std::uint8_t> spoilt;     ///< of each node the parts
  std::vector<scale_data> scales;
  std::vector<std::uint32_t> scale_at;
  std::vector<bool> scale_spoilt;
  std::vector<level> levels;
  std::vector<double> values;
  std::vector<remark> remarks;
  text_pool texts;                      ///< what is no view of the document
  bool scales_unlisted = false;         ///< nobody knows which scales there are
  bool own_spoilt = false;              ///< nobody knows on which scale scores are, or what it is
  bool names_spoilt = false;            ///< nodes may have other names

  [[nodiscard]] framework_view view() const { return {nodes, scales, levels, values, remarks}; }
};

/// Reads parts of a framework into a draft.
class draft_reader : protected json_reader {
 public:
  draft_reader(const json_outline& doc, json_problems& problems, framework_draft& draft, const load_options& options)
      : json_reader(doc, problems), draft_(draft), options_(options) {}

 protected:
  /// Keeps values as JSON text at a node, each under its pointer from the node's own value on.
  struct keeper {
    draft_reader& of;
    std::uint32_t node, node_value;
    void operator()(std::uint32_t value) const { keep(of.doc_.pointer(value, node_value), value); }
    void keep(const std::string& pointer, std::uint32_t value) const {
      std::string json;
      append_json(json, of.doc_, value);
      text_pool& texts = of.draft_.texts;
      of.draft_.remarks.push_back({node, remark_kind::member, texts.keep(pointer), texts.keep(json)});
    }
  };
  /// For members of the document's own objects.
  [[nodiscard]] keeper at_root() { return {*this, 0, 0}; }
  /// Texts that name things must be printable on one line.
  std::optional<std::string_view> name(std::uint32_t i) {
    const std::optional<std::string_view> s = text(i);
    if (s) check_name(i, *s);
    return s;
  }
  /// The key of a scale, where no scale itself may stand.
  std::optional<std::string_view> scale_key(std::uint32_t i) {
    return text(i, is(i, json_kind::number) ? std::string_view() : "list it in \"scales\", and write its key here");
  }
  void check_name(std::uint32_t i, std::string_view s, json_problems::spot where = json_problems::spot::value) {
    for (const char c : s)
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
        return problems_.error(i, "the name " + shown(s) + " has a line break or another control character", "use letters, digits and signs", where);
  }

  framework_draft& draft_;
  const load_options& options_;
};

}  // namespace detail
}  // namespace prowess::v0
