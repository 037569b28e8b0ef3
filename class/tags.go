package class

// Tags is a layer of groups over the sectors of one classification. A sector
// may be in a group in part: weights are shares of the sector, 0 < w ≤ 1.
type Tags struct {
	groups []string
	labels map[string]Label
	weight map[string]map[string]float64 // group → sector → weight
}

// Groups returns the ids of the groups in the order of the file; none of a nil layer.
func (t *Tags) Groups() []string {
	if t == nil {
		return nil
	}
	return t.groups
}

// Label returns the name of a group.
func (t *Tags) Label(group string) Label { return t.labels[group] }

// Weight returns the share of a sector that is in the group, 0 where it is not.
func (t *Tags) Weight(group, sector string) float64 { return t.weight[group][sector] }
