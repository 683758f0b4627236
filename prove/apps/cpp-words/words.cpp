// Counts its arguments and prints them sorted: needs libstdc++ at run time.
#include <iostream>
#include <map>
#include <string>

int main(int argc, char **argv) {
    std::map<std::string, int> counts;
    for (int i = 1; i < argc; i++) counts[argv[i]]++;
    for (const auto &[word, count] : counts) std::cout << word << ' ' << count << '\n';
}
