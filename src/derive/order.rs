//! The order in which most notes have things that no note need have all of.

/// Puts `count` things in order, so that of any two that notes have both of, the one comes first that does so in most of them. Each note is the
/// list of its things by their places; what no note decides stands where it stands on the whole.
pub(super) fn order(count: usize, notes: &[Vec<usize>]) -> Vec<usize> {
    let mut before = vec![vec![0_i64; count]; count];
    let mut places = vec![(0.0_f64, 0.0_f64); count];
    for note in notes {
        for (place, one) in note.iter().enumerate() {
            let share = f64::from(u32::try_from(place).unwrap_or(u32::MAX)) / f64::from(u32::try_from(note.len()).unwrap_or(u32::MAX));
            places[*one] = (places[*one].0 + share, places[*one].1 + 1.0);
            for other in note[place + 1..].iter().filter(|other| *other != one) {
                before[*one][*other] += 1;
                before[*other][*one] -= 1;
            }
        }
    }
    let mean = |one: usize| places[one].0 / places[one].1.max(1.0);
    let mut left: Vec<usize> = (0..count).collect();
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let behind = |one: usize| left.iter().filter(|other| before[**other][one] > 0).count();
        let next = left.iter().copied().min_by(|one, other| behind(*one).cmp(&behind(*other)).then(mean(*one).total_cmp(&mean(*other))));
        let Some(next) = next else { break };
        left.retain(|one| *one != next);
        ordered.push(next);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn things_come_in_the_order_of_most_notes() {
        assert_eq!(order(3, &[vec![2, 0], vec![2, 1], vec![0, 1]]), [2, 0, 1]);
        assert_eq!(order(3, &[vec![0, 1, 2], vec![0, 2, 1], vec![0, 2, 1]]), [0, 2, 1]);
        assert_eq!(order(0, &[]), [0; 0]);
    }
}
