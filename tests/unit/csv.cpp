// SPDX-License-Identifier: BSL-1.0
// Tests of ratings from CSV and profiles to CSV: what is read, what is refused and in which words, and that nothing crashes.
#include <prowess/core.hpp>
#include <prowess/csv.hpp>
#include <prowess/name_index.hpp>
#include <prowess/report/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace prowess;

inline constexpr auto small = framework("hit", levels("baseline", "basic", "intermediate", "advanced", "expert"), scale("exam", numeric(0, 100)),
    scale("check", checklist()), scale("rubric", levels(level{"l0", 0, "Not yet"}, level{"l1", 1.5, "Good"}, level{"l2", 4, "Very good"})),
    group("technical", 40, leaf("build", 40), leaf("law", 30, on("exam")), leaf("consent", 30, on("check"))),
    group("soft", 60, leaf("talk", 50, on("rubric")), group("team", 50, leaf("lead", 1), leaf("follow", 1))));

/// The ratings as text, one person after the other: "ada: 4 - 85 ..."; '-' not observed, 'o' no opportunity, 'a' not applicable.
std::string text_of(const std::vector<rated_person>& people) {
  std::string all;
  for (const rated_person& p : people) {
    all += (all.empty() ? "" : "; ") + p.id + ":";
    for (const rating& r : p.sheet.ratings())
      all += " " + (r.is_rated() ? detail::number(r.points) : std::string(r.kind == presence::not_observed ? "-" : r.kind == presence::no_opportunity ? "o" : "a"));
  }
  return all;
}
/// The people, or the problems line by line.
std::string outcome_of(const framework_view& f, std::string_view text, const csv_options& options = {}) {
  const auto read = read_ratings_csv(f, text, options);
  if (read) return text_of(*read);
  std::string all;
  for (const problem& p : read.problems()) all += (all.empty() ? "" : "\n") + p.text();
  return all;
}
std::string outcome_of(std::string_view text, const csv_options& options = {}) { return outcome_of(small.view(), text, options); }

struct example {
  std::string name;
  std::string_view text, expected;
  csv_options options{};
};
void check(const std::vector<example>& all) {
  for (const example& e : all) {
    CAPTURE(e.name);
    CHECK(outcome_of(e.text, e.options) == e.expected);
  }
}
csv_options separated(char c) {
  csv_options o;
  o.separator = c;
  return o;
}
csv_options with_form(csv_form form) {
  csv_options o;
  o.form = form;
  return o;
}
csv_options with_blank(presence kind) {
  csv_options o;
  o.blank = kind;
  return o;
}
csv_options lenient() {
  csv_options o;
  o.ignore_unknown_columns = true;
  return o;
}
csv_options at_most(std::size_t problems) {
  csv_options o;
  o.most_problems = problems;
  return o;
}

constexpr std::string_view levels_remedy = "its levels are baseline, basic, intermediate, advanced, expert";

}  // namespace

TEST_SUITE("csv") {
  TEST_CASE("the ten lines of a user") {
    const auto people = read_ratings_csv(small, "person,node,rating\nada,build,4\nada,law,85\nbob,build,advanced\n").value();
    REQUIRE(people.size() == 2);
    CHECK(people[0].id == "ada");
    CHECK(people[0].sheet["law"] == rating(85));
    CHECK(score(people[1].sheet).score_or(0) == 4);
  }

  TEST_CASE("what is read") {
    check({
        {"long", "person,node,rating\nada,build,4\n", "ada: 4 - - - - -"},
        {"no newline at the end", "person,node,rating\nada,build,4", "ada: 4 - - - - -"},
        {"CRLF", "person,node,rating\r\nada,build,4\r\n", "ada: 4 - - - - -"},
        {"CR alone", "person,node,rating\rada,build,4\rada,law,7\r", "ada: 4 7 - - - -"},
        {"byte order mark", "\xef\xbb\xbfperson,node,rating\nada,build,4\n", "ada: 4 - - - - -"},
        {"columns in another order", "rating,person,node\n4,ada,build\n", "ada: 4 - - - - -"},
        {"case and blanks in the header", " Person , NODE,\tRating\nada,build,4\n", "ada: 4 - - - - -"},
        {"synonyms", "Student,Criterion,Points\nada,build,4\n", "ada: 4 - - - - -"},
        {"more synonyms", "id,skill,level\nada,build,4\n", "ada: 4 - - - - -"},
        {"further columns", "person,node,rating,rater,group,type,on\nada,build,4,eve,peers,review,2024-05-01\n", "ada: 4 - - - - -"},
        {"header only", "person,node,rating\n", ""},
        {"header only, no newline", "person,node,rating", ""},
        {"blanks around fields", "person,node,rating\n ada , build ,\t4 \nada,law,7\n", "ada: 4 7 - - - -"},
        {"blank lines and rows", "\n\nperson,node,rating\n\nada,build,4\n,,\n \n\n", "ada: 4 - - - - -"},
        {"paths", "person,node,rating\nada,soft/team/lead,4\nada,technical/law,7\n", "ada: - 7 - - 4 -"},
        {"rows of a person apart", "person,node,rating\nbob,build,1\nada,build,4\nbob,law,7\n", "bob: 1 7 - - - -; ada: 4 - - - - -"},
        {"quoted", "\"person\",\"node\",\"rating\"\n\"ada\",\"build\",\"4\"\n", "ada: 4 - - - - -"},
        {"separator, quote and newline within", "person,node,rating\n\"Lovelace, \"\"Ada\"\"\nCountess\",build,4\n",
         "Lovelace, \"Ada\"\nCountess: 4 - - - - -"},
        {"doubled quotes, twice the person", "person,node,rating\n\"a\"\"b\",build,4\n\"a\"\"b\",law,4\n", "a\"b: 4 4 - - - -"},
        {"an empty quoted rating", "person,node,rating\nada,build,\"\"\n", "ada: - - - - - -"},
        {"semicolons", "person;node;rating\nada;build;4\n", "ada: 4 - - - - -", separated(';')},
        {"tabs", "person\tnode\trating\nada\tbuild\t4\n", "ada: 4 - - - - -", separated('\t')},
        {"other letters than ASCII", "person,node,rating\nJosé,build,4\n", "José: 4 - - - - -"},
        {"unknown columns ignored", "person,node,rating,mood\nada,build,4,fine\n", "ada: 4 - - - - -", lenient()},
        {"wide", "person,build,technical/law,talk\nada,4,85,l1\nbob,,7,\n", "ada: 4 85 - 1.5 - -; bob: - 7 - - - -"},
        {"wide, the person last", "build,person\n4,ada\n", "ada: 4 - - - - -"},
        {"wide, further columns", "person,on,build\nada,today,4\n", "ada: 4 - - - - -"},
        {"wide, unknown columns ignored", "person,name,build\nada,Ada L.,4\n", "ada: 4 - - - - -", lenient()},
        {"wide by option", "id,build\nada,4\n", "ada: 4 - - - - -", with_form(csv_form::person_rows)},
    });
  }

  TEST_CASE("what a rating says") {
    const struct {
      std::string_view node, rating, expected;
    } all[] = {
        {"build", "4", "4"}, {"build", "advanced", "4"}, {"build", "ADVANCED", "4"}, {"build", "+4", "4"}, {"build", "4.0", "4"},
        {"build", "4e0", "4"}, {"law", "85.5", "85.5"}, {"law", "-0", "0"}, {"law", ".5", "0.5"}, {"law", "1e2", "100"},
        {"talk", "l1", "1.5"}, {"talk", "1.5", "1.5"}, {"talk", "very GOOD", "4"}, {"talk", "Not yet", "0"},
        {"consent", "met", "1"}, {"consent", "not_met", "0"}, {"consent", "Not met", "0"}, {"consent", "not-met", "0"}, {"consent", "TRUE", "1"},
        {"consent", "false", "0"}, {"consent", "yes", "1"}, {"consent", "No", "0"}, {"consent", "1", "1"}, {"consent", "0", "0"},
        {"build", "not_observed", "-"}, {"build", "Not observed", "-"}, {"build", "no_opportunity", "o"}, {"build", "left_blank", "o"},
        {"build", "not_applicable", "a"}, {"build", "n/a", "a"}, {"build", "N/A", "a"}, {"build", "", "-"},
    };
    for (const auto& one : all) {
      CAPTURE(one.node);
      CAPTURE(one.rating);
      const auto people = read_ratings_csv(small, "person,node,rating\nada," + std::string(one.node) + "," + std::string(one.rating) + "\n");
      REQUIRE(people.has_value());
      const rating r = people->at(0).sheet[one.node];
      const std::string got = r.is_rated() ? detail::number(r.points) : r.kind == presence::not_observed ? "-" : r.kind == presence::no_opportunity ? "o" : "a";
      CHECK(got == one.expected);
    }
    check({{"blank says", "person,node,rating\nada,build,\nada,law, \n", "ada: a a - - - -", with_blank(presence::not_applicable)},
           {"blank says nothing", "person,build,law\nada,,7\n",
            "line 2, column 5: technical/build: the rating is blank; rate it, or say not_observed, no_opportunity or not_applicable",
            with_blank(presence::rated)}});
  }

  TEST_CASE("what a rating cannot say") {
    const struct {
      std::string_view node, rating, expected;
    } all[] = {
        {"build", "7", "technical/build: the rating 7 is outside the framework's scale; allowed: 1 (baseline), 2 (basic), 3 (intermediate), 4 (advanced), 5 (expert)"},
        {"build", "2.5", "technical/build: the rating 2.5 is outside the framework's scale; allowed: 1 (baseline), 2 (basic), 3 (intermediate), 4 (advanced), 5 (expert)"},
        {"law", "100.5", "technical/law: the rating 100.5 is outside scale 'exam'; allowed: 0 to 100"},
        {"law", "1e400", "technical/law: the rating '1e400' is outside scale 'exam'; allowed: 0 to 100"},
        {"law", "inf", "technical/law: there is no level 'inf' on scale 'exam'; this scale has no levels: give points, 0 to 100"},
        {"law", "nan", "technical/law: there is no level 'nan' on scale 'exam'; this scale has no levels: give points, 0 to 100"},
        {"law", "0x10", "technical/law: there is no level '0x10' on scale 'exam'; this scale has no levels: give points, 0 to 100"},
        {"law", "+-5", "technical/law: there is no level '+-5' on scale 'exam'; this scale has no levels: give points, 0 to 100"},
        {"law", "\"85,5\"", "technical/law: '85,5' has a decimal comma; write 85.5"},
        {"law", "85 %", "technical/law: '85 %' has a percent sign; write 85"},
        {"law", "yes", "technical/law: 'yes' is an answer on a checklist, and scale 'exam' is none; this scale has no levels: give points, 0 to 100"},
        {"consent", "2", "technical/consent: the rating 2 is outside scale 'check'; allowed: 0 (not_met), 1 (met)"},
        {"consent", "maybe", "technical/consent: there is no level 'maybe' on scale 'check'; its levels are not_met, met"},
        {"talk", "l3", "soft/talk: there is no level 'l3' on scale 'rubric'; its levels are l0, l1, l2"},
    };
    for (const auto& one : all) {
      CAPTURE(one.node);
      CAPTURE(one.rating);
      const std::string text = "person,node,rating\nada," + std::string(one.node) + "," + std::string(one.rating) + "\n";
      CHECK(outcome_of(text) == "line 2, column " + std::to_string(6 + one.node.size()) + ": " + std::string(one.expected));
    }
  }

  TEST_CASE("levels that look like something else") {
    static constexpr auto odd = framework("odd", levels(level{"0", 1}, level{"1", 2}, level{"10", 3}, level{"not_observed", 4}, level{"x", 5, "N/A"}), leaf("a"));
    const auto one = [](std::string_view s) { return outcome_of(odd.view(), "person,node,rating\np,a," + std::string(s) + "\n"); };
    CHECK(one("0") == "p: 1");             // 0 points do not exist there
    CHECK(one("10") == "p: 3");
    CHECK(one("3") == "p: 3");
    CHECK(one("not_observed") == "p: 4");  // the framework's own word
    CHECK(one("1") == "line 2, column 5: a: '1' can mean more than one thing on the framework's scale; its levels are 0, 1, 10, not_observed, x");
    CHECK(one("n/a") == "line 2, column 5: a: 'n/a' can mean more than one thing on the framework's scale; its levels are 0, 1, 10, not_observed, x");
    static constexpr auto twins = framework("twins", levels(level{"a", 1, "Same"}, level{"b", 2, "same"}, level{"c", 2, "Other"}, level{"d", 2, "other"}), leaf("a"));
    const auto two = [](std::string_view s) { return outcome_of(twins.view(), "person,node,rating\np,a," + std::string(s) + "\n"); };
    CHECK(two("same") == "line 2, column 5: a: 'same' can mean more than one thing on the framework's scale; its levels are a, b, c, d");
    CHECK(two("other") == "p: 2");
  }

  TEST_CASE("what is refused") {
    const std::string no_build = "line 2, column 5: 'bild': there is no such name in 'hit'; did you mean 'technical/build'?";
    check({
        {"empty", "", "the file is empty; begin with a line that names the columns: person,node,rating"},
        {"only a byte order mark", "\xef\xbb\xbf", "the file is empty; begin with a line that names the columns: person,node,rating"},
        {"only newlines", "\n\r\n\r", "the file is empty; begin with a line that names the columns: person,node,rating"},
        {"UTF-16", std::string_view("\xff\xfep\0", 4), "the file is UTF-16; save it as UTF-8"},
        {"NUL", std::string_view("person,node,rating\na\0da,build,4\n", 32), "line 2, column 2: a NUL byte; save the file as UTF-8"},
        {"Latin-1", "person,node,rating\nJos\xe9,build,4\n", "line 2, column 4: this is not UTF-8; save the file as UTF-8"},
        {"a separator that is none", "person\"node\"rating\n", "the separator '\"' is not supported; use ',', ';' or a tab", separated('"')},
        {"another separator", "person;node;rating\nada;build;4\n",
         "line 1, column 1: the row is one field, 'person;node;rating'; set csv_options::separator to ';'"},
        {"another separator, tab", "person\tnode\trating\n",
         "line 1, column 1: the row is one field, 'person node rating'; set csv_options::separator to a tab"},
        {"misspelt node", "person,node,rating\nada,bild,4\n", no_build},
        {"misspelt node on several lines", "person,node,rating\nada,bild,4\nbob,bild,4\ncy,bild,9\n",
         "line 2, column 5: 'bild': there is no such name in 'hit' (and on 2 further lines); did you mean 'technical/build'?"},
        {"group", "person,node,rating\nada,soft,4\n", "line 2, column 5: soft: it has children and takes no rating; rate 'talk', 'team'"},
        {"root", "person,node,rating\nada,hit,4\n", "line 2, column 5: hit: it has children and takes no rating; rate 'technical', 'soft'"},
        {"blank person", "person,node,rating\n,build,4\n", "line 2, column 1: the person is blank; identify the person in every row"},
        {"blank node", "person,node,rating\nada,,4\n", "line 2, column 5: the node is blank; name the node in every row"},
        {"rated twice", "person,node,rating\nada,build,4\nbob,build,4\n\nada,technical/build,4\n",
         "line 5, column 5: technical/build: 'ada' is rated twice: on line 2 and line 5; keep one rating for each person and node"},
        {"rated twice by two raters", "person,node,rating,rater\nada,build,4,x\nada,build,5,y\n",
         "line 3, column 5: technical/build: 'ada' is rated twice: on line 2 and line 3; keep one rating for each person and node"},
        {"a blank and a rating", "person,node,rating\nada,build,\nada,build,4\n",
         "line 3, column 5: technical/build: 'ada' is rated twice: on line 2 and line 3; keep one rating for each person and node"},
        {"too few fields", "person,node,rating\nada,build\n",
         "line 2, column 1: the row has 2 fields, the header 3; give every row all fields, and leave empty what is not known"},
        {"too many fields", "person,node,rating\nada,law,3,5\n",
         "line 2, column 11: the row has 4 fields, the header 3; put a field that contains the separator in quotes"},
        {"never closed", "person,node,rating\nada,build,4\nada,\"law,4\nada,talk,4\n",
         "line 3, column 5: the quote that begins here is never closed; close it, and double the quotes within a quoted field"},
        {"text after a quote", "person,node,rating\nada,\"build\"x,4\nada,law,4\n",
         "line 2, column 12: text after the closing quote; put the whole field in quotes, and double the quotes within"},
        {"quote within", "person,node,rating\nada, \"build\",4\n",
         "line 2, column 6: a quote within a field that does not begin with one; put the whole field in quotes, without blanks before, and double the quotes within"},
        {"places count lines and characters", "person,node,rating\r\n\"é\r\né\",build,4\r\n\"ü\nü ü\",bild,4\r\n",
         "line 5, column 6: 'bild': there is no such name in 'hit'; did you mean 'technical/build'?"},
        {"all in one pass", "person,node,rating\nada,bild,4\n,build,4\nada,build,9\nada,law\nada,law,3\nada,law,3\n",
         no_build + "\nline 3, column 1: the person is blank; identify the person in every row\n"
         "line 4, column 11: technical/build: the rating 9 is outside the framework's scale; allowed: 1 (baseline), 2 (basic), 3 (intermediate), 4 (advanced), 5 (expert)\n"
         "line 5, column 1: the row has 2 fields, the header 3; give every row all fields, and leave empty what is not known\n"
         "line 7, column 5: technical/law: 'ada' is rated twice: on line 6 and line 7; keep one rating for each person and node"},
    });
  }

  TEST_CASE("headers that are refused") {
    const std::string no_person = "line 1, column 1: no column names the person; the first line names the columns; call one of them 'person', 'id', "
                                  "'candidate', 'learner', 'student', 'employee'";
    check({
        {"no rating", "person,node\nada,build\n", "line 1, column 1: no column names the rating; the first line names the columns; call one of them 'rating', "
                                                  "'level', 'points', 'score', 'met', 'value'"},
        {"no node", "person,rating\nada,4\n", "line 1, column 1: no column names the node; the first line names the columns; call one of them 'node', "
                                              "'competency', 'indicator', 'criterion', 'item', 'path', 'skill'"},
        {"two ratings", "person,node,level,points\nada,build,basic,2\n", "line 1, column 19: two columns name the rating: 'level' and 'points'; keep one of them"},
        {"misspelt", "persn,node,rating\nada,build,4\n",
         no_person + "\nline 1, column 1: there is no column 'persn'; did you mean 'person'? Else set ignore_unknown_columns"},
        {"a name is no id", "name,node,rating\n",
         no_person + "\nline 1, column 1: there is no column 'name'; two people may have one name: identify them in a column 'person', "
                     "and remove this one, or set ignore_unknown_columns"},
        {"unknown", "person,node,rating,weather\nada,build,4,fine\n",
         "line 1, column 20: there is no column 'weather'; the columns are 'person', 'node' and 'rating', or set ignore_unknown_columns"},
        {"without a name", "person,node,rating,\nada,build,4,\n", "line 1, column 20: column 4 has no name; name it, or remove it"},
        {"unknown, and the rows all the same", "person,node,rating,ratr\nada,build,9,x\n",
         "line 1, column 20: there is no column 'ratr'; did you mean 'rater'? Else set ignore_unknown_columns\n"
         "line 2, column 11: technical/build: the rating 9 is outside the framework's scale; allowed: 1 (baseline), 2 (basic), 3 (intermediate), 4 (advanced), 5 (expert)"},
        {"wide, misspelt", "person,bild,law\nada,4,101\n",
         "line 1, column 8: there is no column 'bild'; did you mean 'technical/build'? Else set ignore_unknown_columns\n"
         "line 2, column 7: technical/law: the rating 101 is outside scale 'exam'; allowed: 0 to 100"},
        {"wide, a group", "person,build,soft\nada,4,4\n", "line 1, column 14: soft: it has children and takes no rating; rate 'talk', 'team'"},
        {"wide, two columns", "person,build,law,technical/build\nada,4,4,4\n", "line 1, column 18: technical/build: two columns rate it, 2 and 4; keep one of them"},
        {"wide, two persons", "id,student,build\n1,ada,4\n", "line 1, column 4: two columns name the person: 'id' and 'student'; keep one of them"},
        {"wide, no node", "person\nada\n", "line 1, column 1: no column names a node; give each node that was rated a column with its path or id"},
        {"wide, rated twice", "person,build\nada,4\nbob,3\nada,4\n",
         "line 4, column 1: 'ada' is rated twice: on line 2 and line 4; keep one row for each person"},
        {"wide, blank person", "person,build\n,4\n", "line 2, column 1: the person is blank; identify the person in every row"},
        {"quote in the header", "per\"son,node,rating\n",
         "line 1, column 4: a quote within a field that does not begin with one; put the whole field in quotes, without blanks before, and double the quotes within"},
    });
  }

  TEST_CASE("nodes that are called as columns are") {
    static constexpr auto ksa = framework("ksa", levels("low", "high"), leaf("skill"), leaf("level"), leaf("group"), leaf("student"));
    const auto read = [](std::string_view text, const csv_options& o = {}) { return outcome_of(ksa.view(), text, o); };
    CHECK(read("person,skill,group\nada,1,2\n") == "ada: 1 - 2 -");
    CHECK(read("person,student\nada,2\n") == "ada: - - - 2");
    CHECK(read("person,node,level\nada,level,2\n") == "ada: - 2 - -");
    CHECK(read("person,skill,level\nada,1,2\n") == "line 1, column 1: the header can mean one rating in each row or one person in each row; set csv_options::form");
    CHECK(read("person,skill,level\nada,1,2\n", with_form(csv_form::person_rows)) == "ada: 1 2 - -");
    CHECK(read("person,skill,level\nada,group,2\n", with_form(csv_form::rating_rows)) == "ada: - - 2 -");
  }

  TEST_CASE("an id that several nodes have") {
    static constexpr auto f = framework("f", levels("low", "high"), group("a", 1, leaf("x"), leaf("y")), group("b", 1, leaf("x"), leaf("z")));
    CHECK(outcome_of(f.view(), "person,node,rating\nada,x,2\n") == "line 2, column 5: 'x': 2 nodes of 'f' have this id; use one of the paths 'a/x', 'b/x'");
    CHECK(outcome_of(f.view(), "person,x\nada,2\n") == "line 1, column 8: 'x': 2 nodes of 'f' have this id; use one of the paths 'a/x', 'b/x'");
    CHECK(outcome_of(f.view(), "person,node,rating\nada,b/x,2\n") == "ada: - - 2 -");
  }

  TEST_CASE("limits") {
    csv_options o;
    o.most_bytes = 10;
    CHECK(outcome_of("person,node,rating\n", o) == "the file has more than 10 bytes; split it, or raise csv_options::most_bytes");
    o = {};
    o.most_rows = 1;
    CHECK(outcome_of("person,node,rating\nada,build,4\n", o) == "ada: 4 - - - - -");
    CHECK(outcome_of("person,node,rating\nada,build,4\nada,law,4\n", o) == "line 3, column 1: more than 1 rows; split the file, or raise csv_options::most_rows");
    o = {};
    o.most_people = 1;
    CHECK(outcome_of("person,build\nada,4\nbob,4\n", o) == "line 3, column 1: more than 1 people; split the file, or raise csv_options::most_people");
    o = {};
    o.most_ratings = 11;
    CHECK(outcome_of("person,build\nada,4\nbob,4\n", o) ==
          "line 3, column 1: more than 11 ratings (people x leaves); split the file, or raise csv_options::most_ratings");
    const std::string more = "there are more problems than the 2 listed; mend these first, or raise csv_options::most_problems";
    const std::string first = "line 2, column 1: the person is blank; identify the person in every row\nline 3, column 1: the person is blank; identify the person in every row";
    CHECK(outcome_of("person,build\n,1\n,2\n", at_most(2)) == first);
    CHECK(outcome_of("person,build\n,1\n,2\n,3\n,4\n", at_most(2)) == first + "\n" + more);
    CHECK(outcome_of("person,build\n,1\n", at_most(0)) == "there are more problems than the 0 listed; mend these first, or raise csv_options::most_problems");
    CHECK(outcome_of("", at_most(0)) == "there are more problems than the 0 listed; mend these first, or raise csv_options::most_problems");
  }

  TEST_CASE("every truncation of a good file") {
    const std::string good = "\xef\xbb\xbfperson,node,rating,rater\r\n\"Ada \"\"A\"\"\",build,advanced,\"x\r\ny\"\nbob,law,85.5,\nbob,soft/talk,Very good,ü\n";
    REQUIRE(outcome_of(good) == "Ada \"A\": 4 - - - - -; bob: - 85.5 - 4 - -");
    for (std::size_t n = 0; n <= good.size(); ++n) {
      const auto read = read_ratings_csv(small, std::string_view(good).substr(0, n));
      CHECK(read.has_value() == read.problems().empty());
      const std::vector<char> exact_size(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n));  // so that a sanitizer sees any overrun
      CHECK(read_ratings_csv(small, std::string_view(exact_size.data(), n)).has_value() == read.has_value());
    }
  }

  TEST_CASE("random damage") {
    const std::string files[] = {"person,node,rating\nada,build,4\nada,law,85.5\nada,consent,yes\n\"b\"\"o,b\",build,basic\n\"b\"\"o,b\",soft/talk,l2\n",
                                 "\xef\xbb\xbfid,build,technical/law,talk\r\nada,4,7,good\r\nbob,,n/a,l0\r\n\"c\ny\",2,1e1,\r\n"};
    const char alphabet[] = "\"\",,;\r\n\t 0123456789.-abn/\xc3\xa9\xff";
    std::mt19937 random(20240229);
    std::size_t good = 0, bad = 0;
    for (int k = 0; k < 20'000; ++k) {
      std::string text = files[random() % 2];
      for (std::uint32_t flips = 1 + random() % 4; flips > 0; --flips) {
        const std::size_t at = random() % text.size();
        const std::uint32_t how = random() % 4;
        if (how == 0) text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << random() % 8));
        else if (how == 1) text[at] = alphabet[random() % sizeof alphabet];
        else if (how == 2) text.erase(at, 1);
        else text.insert(at, 1, alphabet[random() % sizeof alphabet]);
      }
      const std::vector<char> exact_size(text.begin(), text.end());
      const std::string_view view(exact_size.data(), exact_size.size());
      const auto read = read_ratings_csv(small, view);
      REQUIRE(read.has_value() == read.problems().empty());
      if (read) {
        ++good;
        REQUIRE(*read_ratings_csv(small, view) == *read);
        for (const rated_person& p : *read) REQUIRE(try_score(p.sheet.framework(), p.sheet.ratings()).has_value());
      } else {
        ++bad;
        for (const problem& p : read.problems()) REQUIRE(!p.what.empty());
      }
    }
    CHECK(good > 1000);
    CHECK(bad > 1000);
  }

  TEST_CASE("large fields and many rows") {
    const std::string big(1'000'000, 'x');
    CHECK(read_ratings_csv(small, "person,node,rating\n" + big + ",build,4\n").value().at(0).id == big);
    CHECK(outcome_of("person,node,rating\nada," + big + ",4\n") ==
          "line 2, column 5: '" + std::string(57, 'x') + "...': there is no such name in 'hit'; use a path or an id of the framework");
    CHECK(outcome_of("person,node,rating\nada,build," + big + "\n") ==
          "line 2, column 11: technical/build: there is no level '" + std::string(57, 'x') + "...' on the framework's scale; " + std::string(levels_remedy));
    CHECK(outcome_of("person,node,rating\n\"" + big) ==
          "line 2, column 1: the quote that begins here is never closed; close it, and double the quotes within a quoted field");
    const std::string commas(1'000'000, ',');
    CHECK(outcome_of("person,node,rating\n" + commas) ==
          "line 2, column 4: the row has 1000001 fields, the header 3; put a field that contains the separator in quotes");

    std::string shuffled = "person,node,rating\n";
    for (int i = 0; i < 100'000; ++i) {
      const int k = static_cast<int>(std::int64_t{i} * 77'777 % 100'000);
      shuffled += "p" + std::to_string(k / 2) + (k % 2 == 0 ? ",build," : ",soft/team/lead,") + std::to_string(1 + k % 5) + "\n";
    }
    const auto people = read_ratings_csv(small, shuffled).value();
    REQUIRE(people.size() == 50'000);
    CHECK(people[0].id == "p0");
    CHECK(people[1].id == "p38888");
    std::size_t rated = 0;
    for (const rated_person& p : people) {
      const int k = 2 * std::stoi(p.id.substr(1));
      rated += p.sheet["build"] == rating(1 + k % 5) && p.sheet["lead"] == rating(1 + (k + 1) % 5);
    }
    CHECK(rated == 50'000);
  }

  TEST_CASE("the index finds what the view finds") {
    static constexpr auto tricky = framework("a", levels("low", "high"), group("b", 1, leaf("a"), leaf("c"), group("d", 1, leaf("b"), leaf("x"))),
        group("c", 1, leaf("b"), leaf("x"), group("e", 1, leaf("e"), leaf("y"))), leaf("d"));
    const framework_view f = tricky.view();
    const name_index index(f);
    const char* parts[] = {"a", "b", "c", "d", "e", "x", "y", "", "z", "b/d"};
    std::vector<std::string> names;
    for (const std::string p : parts) {
      names.push_back(p);
      for (const std::string q : parts) {
        names.push_back(p + "/" + q);
        for (const std::string r : parts) names.push_back(p + "/" + q + "/" + r);
      }
    }
    for (const std::string& name : names) {
      CAPTURE(name);
      CHECK(index.look_up(name).node == f.look_up(name).node);
      CHECK(index.look_up(name).matches == f.look_up(name).matches);
    }
    for (std::uint32_t i = 1; i < f.size(); ++i) {
      CHECK(index.look_up(f.path(i)).node == i);
      CHECK(index.parent(i) == f.parent(i));
    }
  }

  TEST_CASE("profiles to CSV") {
    const auto people = read_ratings_csv(small, "person,node,rating\n\"a,\"\"b\"\"\",build,4\n\"a,\"\"b\"\"\",law,50\n\"a,\"\"b\"\"\",consent,n/a\n").value();
    CHECK(to_csv(people) ==
          "person,node,score,unit,coverage,level,status\n"
          "\"a,\"\"b\"\"\",hit,3.5714285714285716,0.6428571428571429,0.31818181818181823,intermediate,scored\n"
          "\"a,\"\"b\"\"\",technical,3.5714285714285716,0.6428571428571429,1,intermediate,scored\n"
          "\"a,\"\"b\"\"\",technical/build,4,0.75,1,advanced,scored\n"
          "\"a,\"\"b\"\"\",technical/law,3,0.5,1,intermediate,scored\n"
          "\"a,\"\"b\"\"\",technical/consent,,,,,not applicable\n"
          "\"a,\"\"b\"\"\",soft,,,0,,no evidence\n"
          "\"a,\"\"b\"\"\",soft/talk,,,0,,not observed\n"
          "\"a,\"\"b\"\"\",soft/team,,,0,,no evidence\n"
          "\"a,\"\"b\"\"\",soft/team/lead,,,0,,not observed\n"
          "\"a,\"\"b\"\"\",soft/team/follow,,,0,,not observed\n");
    CHECK(to_csv(people) == to_csv(people[0].id, score(people[0].sheet)));
    CHECK(to_csv(std::vector<rated_person>{}) == profile_csv_header);
  }
}

TEST_SUITE("unit") {
  TEST_CASE("people of different frameworks are not written into one table") {
    static constexpr auto two = framework("f", levels("a", "b"), competency("x"), competency("y"));
    static constexpr auto one = framework("f", levels("a", "b"), competency("x"));
    const std::vector<rated_person> people{{"ada", rating_sheet{one}}, {"ben", rating_sheet{two}}};
    CHECK_THROWS_WITH(static_cast<void>(to_csv(people)), "'ben': the person is rated on another framework than 'ada'; write the people of each framework by themselves");
    CHECK(to_csv(std::span(people).first(1)).find("ada,x,") != std::string::npos);
  }
}
