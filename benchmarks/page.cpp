// SPDX-License-Identifier: BSL-1.0
// Writes the page of the benchmarks and its figures from what one run measured.
//
//   benchmark_page FOLDER FACTS SOURCES [PROGRAM.rows ...]    README.md and the figures go into FOLDER
//
// cmake/benchmark.cmake calls it. FACTS has lines of a name and a text between tabs; the rows are as measure.hpp writes them; the
// second line of a program's source in SOURCES says what it is about. Nothing on the page or in a figure comes from elsewhere.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "measure.hpp"

namespace {

using std::string;

// ---- what was measured

struct ratio {
  double median, low, high;
};
struct row {
  string section, of, to, called;
  ratio is{};
  double gate = 0, target = 0;
  bool measured = false, noisy = false;
};
struct variant {
  string section, name;
  std::vector<double> ns;  // for each thing, a number for each round
};
struct program {
  string name, about;
  std::vector<row> rows;
  std::vector<variant> variants;
};

std::vector<string> fields(const string& line) {
  std::vector<string> all(1);
  for (const char c : line) c == '\t' ? all.emplace_back() : all.back() += c;
  return all;
}
program read(const std::filesystem::path& file, const std::filesystem::path& sources) {
  program p{file.stem().string(), "", {}, {}};
  string line;
  std::ifstream source(sources / (p.name + ".cpp")), in(file);
  std::getline(source, line), std::getline(source, p.about);
  if (p.about.starts_with("// ")) p.about.erase(0, 3);
  while (std::getline(in, line)) {
    std::vector<string> f = fields(line);
    const auto number = [&](std::size_t i) { return std::strtod(f[i].c_str(), nullptr); };
    if (f[0] == "time" && f.size() == 4) {
      p.variants.push_back({f[1], f[2], {}});
      std::istringstream each(f[3]);
      for (double ns; each >> ns;) p.variants.back().ns.push_back(ns);
    } else if (f[0] == "row" && f.size() == 11) {
      p.rows.push_back({f[1], f[2], f[3], f[10], {number(4), number(5), number(6)}, number(7), number(8), true, f[9] == "~"});
    } else if (f[0] == "none" && f.size() == 5) {
      p.rows.push_back({f[1], f[2], f[3], f[4]});
    }
  }
  return p;
}

string three(double x) {  // three digits that count
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", x == 0 ? 0 : std::clamp(2 - static_cast<int>(std::floor(std::log10(x))), 0, 6), x);
  return text;
}
string short_number(double x) {  // a gate is as it was written: 0.25, 4.5
  char text[32];
  std::snprintf(text, sizeof text, x < 999.5 ? "%.3g" : "%.0f", x);
  return text;
}
string replaced(string text, const std::vector<std::pair<string, string>>& marks) {
  for (const auto& [mark, by] : marks)
    for (std::size_t at = 0; (at = text.find(mark, at)) != string::npos; at += by.size()) text.replace(at, mark.size(), by);
  return text;
}
string xml(const string& text) { return replaced(text, {{"&", "&amp;"}, {"<", "&lt;"}}); }
string cell(const string& text) { return replaced(text, {{"|", "\\|"}, {"<", "\\<"}, {"*", "\\*"}}); }  // in a table of the page

// ---- figures: which work is drawn, by the names that programs give it; what was not measured is left out by itself

struct source {
  string program, section;  // whose title begins like this
};
struct figure {
  string file, title, axis, about;
  std::vector<source> from;
  string reference;                      // bars are variants over this one; empty: rows, as how many times as long the other work takes
  std::vector<string> left_out{}, ours{};  // names that begin like this are not drawn; are the library's own
};
const figure figures[] = {
    {"batch.svg", "A million people, 64 ratings each, all 21 scores", "time, in times of reading the ratings and writing the scores",
     "The time of each way to score, divided by that of moving its bytes through memory.", {{"batch", "complete people"}},
     "read 64 B, write 84 B", {"read 64 B, write 4 B", "overall"}, {"all nodes", "person by person, score_into"}},
    {"statistics.svg", "Statistics and rankings beside other ways", "how many times as fast",
     "How many times as long another way takes for the same result.", {{"cohort", ""}, {"ranking", "a million doubles, hardly"}}, "", {"read", "limit", "Welford", "alpha by", "its deciles"}},
    {"aggregations.svg", "What an aggregation costs", "time, in times of the weighted mean",
     "The time to score 4,096 people in 16 groups of four by each aggregation, divided by that of weighted means.", {{"batch", "16 groups of four"}},
     "weighted mean", {}, {""}}};

struct bar {
  string label, beside;
  ratio is;
  const char* fill;
};
bool begins(const string& name, const std::vector<string>& with) {
  return std::any_of(with.begin(), with.end(), [&](const string& w) { return name.starts_with(w); });
}
constexpr const char *blue = "#5a9bd4", *grey = "#a6a6a6", *orange = "#e09a52";

std::vector<bar> bars_of(const figure& f, const std::vector<program>& all) {
  std::vector<bar> bars;
  for (const source& from : f.from)
    for (const program& p : all) {
      if (p.name != from.program) continue;
      const auto reference = std::find_if(p.variants.begin(), p.variants.end(), [&](const variant& v) { return v.section.starts_with(from.section) && v.name == f.reference; });
      for (const variant& v : p.variants) {
        if (reference == p.variants.end() || v.section != reference->section || begins(v.name, f.left_out) || v.ns.size() != reference->ns.size()) continue;
        std::vector<double> r;
        for (std::size_t i = 0; i < v.ns.size(); ++i) r.push_back(v.ns[i] / reference->ns[i]);
        bars.push_back({v.name, "", {measure::at(r, 0.5), measure::at(r, 0.1), measure::at(r, 0.9)}, v.name == f.reference ? grey : begins(v.name, f.ours) ? blue : orange});
      }
      for (const row& r : p.rows)
        if (f.reference.empty() && r.measured && r.section.starts_with(from.section) && !begins(r.to, f.left_out))
          bars.push_back({r.called.empty() ? r.of : r.called, "beside " + r.to, {1 / r.is.median, 1 / r.is.high, 1 / r.is.low}, blue});
    }
  if (f.reference.empty()) std::stable_sort(bars.begin(), bars.end(), [](const bar& a, const bar& b) { return a.is.median > b.is.median; });
  return bars;
}

/// Horizontal bars, each with its number and a line from p10 to p90: from 0, or from 1 on a logarithmic axis where the numbers are far
/// apart. Empty where nothing was measured.
string draw(const figure& f, const std::vector<program>& all) {
  const std::vector<bar> bars = bars_of(f, all);
  if (bars.empty()) return "";
  double low = 1, high = 1.5;
  std::size_t longest = 0;
  for (const bar& b : bars) low = std::min(low, b.is.low), high = std::max(high, b.is.high), longest = std::max({longest, b.label.size(), b.beside.size()});
  const double left = std::min(7.2 * static_cast<double>(longest) + 32, 330.0), right = 636, top = 70, step = f.reference.empty() ? 40 : 30, bottom = top + step * static_cast<double>(bars.size());
  const bool logarithmic = high / low > 8;
  const auto x = [&](double v) { return left + (right - left) * (logarithmic ? std::log(v / low) / std::log(high / low) : v / high); };
  std::vector<double> ticks;
  const double unit = std::pow(10, std::floor(std::log10(logarithmic ? low : high)));
  const double every = high < 2 * unit ? unit / 4 : high < 5 * unit ? unit / 2 : unit;
  for (int k = 0; !logarithmic && k * every <= high; ++k) ticks.push_back(k * every);
  for (double decade = unit; logarithmic && decade <= high; decade *= 10)
    for (const double k : {1.0, 2.0, 5.0})
      if (k * decade >= low * 0.999 && k * decade <= high && (k == 1 || high / low < 100)) ticks.push_back(k * decade);
  std::ostringstream s;
  s.precision(5);
  const auto text = [&](double at, double y, const char* style, const string& what) {
    s << "<text x=\"" << at << "\" y=\"" << y << "\" " << style << ">" << xml(what) << "</text>\n";
  };
  s << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 700 " << bottom + 52 << "\" width=\"700\" height=\"" << bottom + 52
    << "\" role=\"img\" aria-labelledby=\"title about\" font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\" font-size=\"13\">\n"
    << "<title id=\"title\">" << f.title << "</title>\n<desc id=\"about\">" << f.about;
  for (const bar& b : bars) s << " " << xml(b.label + (b.beside.empty() ? "" : " ") + b.beside) << ": " << three(b.is.median) << ".";
  s << "</desc>\n<rect width=\"700\" height=\"" << bottom + 52 << "\" fill=\"#ffffff\"/>\n";
  text(16, 28, "font-size=\"16\" font-weight=\"bold\" fill=\"#1a1a1a\"", f.title);
  for (const double v : ticks) {
    s << "<line x1=\"" << x(v) << "\" x2=\"" << x(v) << "\" y1=\"" << top - 8 << "\" y2=\"" << bottom << "\" stroke=\"" << (v == 1 ? "#555555" : "#dddddd") << "\"/>\n";
    text(x(v), bottom + 17, "text-anchor=\"middle\" fill=\"#444444\"", short_number(v));
  }
  const string axis = f.axis + (logarithmic ? " (logarithmic)" : "");
  text(std::min((left + right) / 2, 690 - 3.6 * static_cast<double>(axis.size())), bottom + 38, "text-anchor=\"middle\" fill=\"#444444\"", axis);
  const auto peer = [](const bar& b) { return b.fill == orange; };
  if (std::any_of(bars.begin(), bars.end(), peer)) {
    double at = 16;
    for (const auto& [fill, what] : {std::pair(grey, "limit"), std::pair(blue, "prowess"), std::pair(orange, "other ways")}) {
      s << "<rect x=\"" << at << "\" y=\"41\" width=\"11\" height=\"11\" fill=\"" << fill << "\"/>\n";
      text(at + 16, 51, "font-size=\"12\" fill=\"#444444\"", what);
      at += 75;
    }
  }
  double y = top;
  for (const bar& b : bars) {
    const double middle = y + (b.beside.empty() ? 9 : 14), zero = logarithmic ? x(1) : left;
    const double from = std::min(zero, x(b.is.median)), to = std::max(zero, x(b.is.median)), end = std::max(to, x(b.is.high));
    s << "<rect x=\"" << from << "\" y=\"" << middle - 9 << "\" width=\"" << std::max(to - from, 2.0) << "\" height=\"18\" fill=\"" << b.fill << "\"/>\n";
    if (b.fill != grey) s << "<line x1=\"" << x(b.is.low) << "\" x2=\"" << x(b.is.high) << "\" y1=\"" << middle << "\" y2=\"" << middle << "\" stroke=\"#1a1a1a\" stroke-width=\"1.5\"/>\n";
    text(left - 10, b.beside.empty() ? middle + 5 : middle - 1, "text-anchor=\"end\" fill=\"#1a1a1a\"", b.label);
    if (!b.beside.empty()) text(left - 10, middle + 14, "text-anchor=\"end\" font-size=\"12\" fill=\"#666666\"", b.beside);
    text(end + 7, middle + 5, "fill=\"#1a1a1a\"", three(b.is.median));
    y += step;
  }
  return s.str() + "</svg>\n";
}

// ---- the page

string verdict(const row& r) {
  if (!r.measured) return "not measured: a peer is not here";
  const bool gate = r.is.median <= r.gate, target = r.is.median <= r.target;
  if (r.gate == 0) return r.target == 0 ? "" : target ? "target held" : "target missed";
  const string first = gate ? "gate held" : "gate missed";
  return r.target == 0 ? first : first + (target ? ", target held" : ", target missed");
}
string shown(const ratio& r) { return three(r.median) + (r.median < 0.2 ? " = 1/" + three(1 / r.median) : ""); }

const char* const page = R"(# Benchmarks

<!-- Written by `cmake -P cmake/benchmark.cmake` from one run: changes by hand are lost with the next. -->

Each row is work of the library beside other work on the same input, timed in the same process: what the memory allows, code written
by hand, or a peer in common use. {counts}

{figures}
## How it is measured

* Programs in this folder, plain `-O2` and no flag for the machine. They run under Google Benchmark in rounds A B C ... A B C; short work is
  repeated within a round for at least 10 ms. Each round gives a ratio: the time of the work over the time of what it is compared with.
  The table shows the median over the rounds and, as the spread, the tenth and ninetieth percentiles.
* Below 1 the work takes less time than what it is compared with; 0.05 is a twentieth of the time. `~` marks rows that stayed noisy: one of the
  two had p90/p10 above 1.5 in four attempts. Such a ratio says little.
* A gate is what a change must not break, a target what is aimed at; both are the largest ratio allowed. A row without either is there to be
  read. Missed rows stay in the table like the others.
* A ratio carries over to other machines better than a time, but not exactly: work bound by memory depends on the memory, and on what else runs.
  Instruction counts, which do not, are held by `ctest -L perf-gate`.
* Programs that have peers compare what these found with the library's results, and fail where they differ.

## This run

{facts}
Again: `cmake -P cmake/benchmark.cmake`. It configures and builds in `build/benchmark`, runs every program and writes this page and
its figures; with names of programs it runs these alone and writes to `build/benchmark/page`.
Needs Google Benchmark (`libbenchmark-dev`); peers that are not installed are left out.

## Rows

{rows})";

#if defined(__clang__)
const char* const compiler = "clang " __clang_version__;
#elif defined(__GNUC__)
const char* const compiler = "g++ " __VERSION__;
#else
const char* const compiler = "another compiler";
#endif

string counts(const std::vector<program>& all) {
  int measured = 0, gates = 0, gates_held = 0, targets = 0, targets_held = 0, noisy = 0, absent = 0;
  for (const program& p : all)
    for (const row& r : p.rows) {
      if (!r.measured) { ++absent; continue; }
      ++measured, noisy += r.noisy;
      gates += r.gate > 0, gates_held += r.gate > 0 && r.is.median <= r.gate;
      targets += r.target > 0, targets_held += r.target > 0 && r.is.median <= r.target;
    }
  const auto n = [](int k) { return std::to_string(k); };
  return "Of " + n(measured) + " rows, " + n(gates) + " have a gate: " + n(gates_held) + " held, " + n(gates - gates_held) + " missed; " + n(targets) + " have a target: " +
         n(targets_held) + " held, " + n(targets - targets_held) + " missed. " + n(noisy) + " are noisy" + (absent == 0 ? "." : "; " + n(absent) + " more were not measured.");
}
string tables(const std::vector<program>& all) {
  string s;
  for (const program& p : all) {
    if (p.rows.empty()) continue;
    s += "### " + p.name + "\n\n" + p.about + "\n";
    string section;
    for (const row& r : p.rows) {
      if (r.section != section) s += "\n" + r.section + ":\n\n| work | against | ratio | p10 to p90 | gate | target | verdict |\n|---|---|---|---|---|---|---|\n";
      section = r.section;
      const auto limit = [&](double x) { return x > 0 && r.measured ? short_number(x) : string(); };
      s += "| " + cell(r.called.empty() ? r.of : r.called) + " | " + cell(r.to) + " | " + (r.measured ? shown(r.is) + (r.noisy ? " ~" : "") : "") + " | " +
           (r.measured ? three(r.is.low) + " to " + three(r.is.high) : "") + " | " + limit(r.gate) + " | " + limit(r.target) + " | " + verdict(r) + " |\n";
    }
    s += "\n";
  }
  if (!s.empty()) s.pop_back();
  return s;
}
string facts(const char* file) {
  const prowess::simd level = prowess::best_simd();
  string s = "| | |\n|---|---|\n", line, peers, missing;
  std::ifstream in(file);
  while (std::getline(in, line)) {
    const std::vector<string> f = fields(line);
    if (f.size() != 2) continue;
    if (f[0] == "left out") missing += "* " + f[1] + "\n";
    else if (f[0] == "peer") peers += (peers.empty() ? "" : ", ") + f[1];
    else s += "| " + f[0] + " | " + f[1] + " |\n";
  }
  s += string("| instructions | ") + (level == prowess::simd::avx512 ? "AVX-512" : level == prowess::simd::avx2 ? "AVX2" : "as compiled") + ", chosen at run time |\n| compiler | " + compiler + " |\n";
  return s + "| beside | " + peers + " |\n\n" + (missing.empty() ? "" : "Not in this run:\n\n" + missing + "\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return std::puts("benchmark_page FOLDER FACTS SOURCES [PROGRAM.rows ...]"), 2;
  const std::filesystem::path folder = argv[1];
  std::vector<program> all;
  for (int i = 4; i < argc; ++i) all.push_back(read(argv[i], argv[3]));
  string pictures;
  for (const figure& f : figures) {
    const string drawn = draw(f, all);
    if (drawn.empty()) {
      std::filesystem::remove(folder / f.file);
      continue;
    }
    std::ofstream(folder / f.file) << drawn;
    pictures += "![" + f.title + "](" + f.file + ")\n\n";
  }
  std::ofstream out(folder / "README.md");
  out << replaced(page, {{"{counts}", counts(all)}, {"{figures}\n", pictures}, {"{facts}\n", facts(argv[2])}, {"{rows}", tables(all)}});
  return out.good() ? 0 : 1;
}
