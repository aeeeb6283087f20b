package lint

import "strings"

// gradeRanges are the grades of a ladder in words: "4 to 12, 14 and 15". Runs of whole numbers are told by their
// ends.
func gradeRanges(grades []float64) string {
	if len(grades) == 0 {
		return "every number"
	}
	var words []string
	for i := 0; i < len(grades); {
		j := i
		for j+1 < len(grades) && grades[j+1] == grades[j]+1 {
			j++
		}
		if j-i >= 2 {
			words = append(words, gradeWords(grades[i:i+1])+" to "+gradeWords(grades[j:j+1]))
		} else {
			for _, g := range grades[i : j+1] {
				words = append(words, gradeWords([]float64{g}))
			}
		}
		i = j + 1
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
