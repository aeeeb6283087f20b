package review

// summary is the body of the note about the whole change, without its marker. The comments are those that are wanted, the
// most severe first; each says where it stands.
func (r *Review) summary(comments []*Comment) string { return "" }
