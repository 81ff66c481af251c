// SPDX-License-Identifier: BSL-1.0
// Other ways to score many people: matrix products by Eigen, objects with virtual functions, maps by name.
#pragma once

#include <prowess/framework_view.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#if PROWESS_WITH_EIGEN
#include <Eigen/Dense>
#endif

namespace peers {

using prowess::framework_view;

inline std::vector<std::uint32_t> children_of(const framework_view& f, std::uint32_t i) {
  std::vector<std::uint32_t> all;
  for (std::uint32_t c = i + 1; c < i + f.nodes[i].extent; c += f.nodes[c].extent) all.push_back(c);
  return all;
}

/// The part of each leaf in the score of each group of weighted means: groups in tree order, each with a weight for every leaf.
inline std::vector<float> weight_matrix(const framework_view& f) {
  std::vector<float> all;
  for (std::uint32_t group = 0; group < f.size(); ++group) {
    if (f.nodes[group].is_leaf()) continue;
    std::vector<double> part(f.size());
    part[group] = 1;
    for (std::uint32_t i = group; i < group + f.nodes[group].extent; ++i) {
      double sum = 0;
      for (const std::uint32_t c : children_of(f, i)) sum += f.nodes[c].weight;
      for (const std::uint32_t c : children_of(f, i)) part[c] = part[i] * f.nodes[c].weight / sum;
    }
    for (std::uint32_t i = 0; i < f.size(); ++i)
      if (f.nodes[i].is_leaf()) all.push_back(static_cast<float>(part[i]));
  }
  return all;
}

#if PROWESS_WITH_EIGEN
/// Columns of bytes, `apart` from each other; 64 x 21 weights.
class eigen {
  using bytes = Eigen::Map<const Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>, 0, Eigen::OuterStride<>>;
  bytes levels_;
  Eigen::MatrixXf weights_, points_{}, scores_{};
  Eigen::VectorXf overall_{};

 public:
  eigen(const std::uint8_t* columns, std::size_t people, std::size_t apart, std::vector<float> weights)
    : levels_(columns, static_cast<Eigen::Index>(people), 64, Eigen::OuterStride<>(static_cast<Eigen::Index>(apart))),
      weights_(Eigen::Map<const Eigen::MatrixXf>(weights.data(), 64, static_cast<Eigen::Index>(weights.size() / 64))) {}
  /// All scores as one matrix product; the points are converted once, out of the time.
  void all_nodes() {
    if (points_.size() == 0) points_ = levels_.cast<float>().array() + 1.0F, scores_.resize(points_.rows(), weights_.cols());
    scores_.noalias() = points_ * weights_;
  }
  /// The overall scores, from the bytes.
  void overall() {
    overall_.setOnes(levels_.rows());
    overall_.noalias() += levels_.cast<float>() * weights_.col(0);
  }
  double sum_of_all() const { return scores_.cast<double>().sum(); }
  double sum_of_overall() const { return overall_.cast<double>().sum(); }
};
#endif

/// What an object-oriented host writes: a tree of objects, each of which knows how to score itself; all ratings are there.
struct scored {
  double weight = 1, score = 0;
  virtual ~scored() = default;
  virtual double update(const std::uint8_t* ratings) = 0;
};
struct scored_leaf final : scored {
  std::size_t place = 0;
  double update(const std::uint8_t* ratings) override { return score = ratings[place] + 1; }
};
struct scored_group final : scored {
  std::vector<std::unique_ptr<scored>> children;
  double update(const std::uint8_t* ratings) override {
    double sum = 0, total = 0;
    for (const auto& c : children) sum += c->weight * c->update(ratings), total += c->weight;
    return score = sum / total;
  }
};
inline std::unique_ptr<scored> object_tree(const framework_view& f, std::uint32_t i) {
  std::unique_ptr<scored> made;
  if (f.nodes[i].is_leaf()) {
    auto leaf = std::make_unique<scored_leaf>();
    leaf->place = f.nodes[i].leaf, made = std::move(leaf);
  } else {
    auto group = std::make_unique<scored_group>();
    for (const std::uint32_t c : children_of(f, i)) group->children.push_back(object_tree(f, c));
    made = std::move(group);
  }
  made->weight = f.nodes[i].weight;
  return made;
}

/// What a script writes: weights, children, ratings and scores in maps by name.
struct by_name {
  std::map<std::string, double> weight;
  std::map<std::string, std::vector<std::string>> children;
  std::vector<std::string> leaves;

  explicit by_name(const framework_view& f) {
    for (std::uint32_t i = 0; i < f.size(); ++i) {
      weight[f.path(i)] = f.nodes[i].weight;
      if (f.nodes[i].is_leaf()) leaves.push_back(f.path(i));
      for (const std::uint32_t c : children_of(f, i)) children[f.path(i)].push_back(f.path(c));
    }
  }
  double score(const std::string& name, const std::map<std::string, double>& ratings, std::map<std::string, double>& scores) const {
    const auto group = children.find(name);
    if (group == children.end()) return ratings.at(name);
    double sum = 0, total = 0;
    for (const std::string& child : group->second) sum += weight.at(child) * score(child, ratings, scores), total += weight.at(child);
    return scores[name] = sum / total;
  }
};

}  // namespace peers
