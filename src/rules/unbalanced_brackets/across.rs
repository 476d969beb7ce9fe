//! Brackets that one text opens and a later one closes. No text is looked at again for each of those after it.

use super::pairs::Loose;

/// A bracket without its other half, and which text it is in.
pub type Half = (usize, Loose);

/// The brackets in `texts`, which follow one another, that have no other half: each text's comes with the brackets that are loose in it.
pub fn unclosed<'t, T: 't>(texts: &'t [T], loose: impl Fn(&'t T) -> (Vec<Loose>, usize)) -> Vec<Half> {
    let (mut open, mut alone) = ([Open::default(), Open::default()], Vec::new());
    for (index, text) in texts.iter().enumerate() {
        for open in &mut open {
            open.give_up(index, &mut alone);
        }
        let mut opened = Vec::new();
        let (halves, length) = loose(text);
        for half in halves {
            if half.opens {
                opened.push(half);
            } else if !open[half.kind as usize].close(index, half.at + 2 >= length) {
                alone.push((index, half));
            }
        }
        for half in opened {
            open[half.kind as usize].0.push((index, half));
        }
    }
    alone.extend(open.into_iter().flat_map(|open| open.0));
    alone
}

/// What is still open of one kind, in order of place: of texts further up only brackets that stand at their start.
#[derive(Default)]
struct Open(Vec<Half>);

impl Open {
    /// Lets go of what the text at `index`, or one after it, cannot close.
    fn give_up(&mut self, index: usize, alone: &mut Vec<Half>) {
        let recent = self.0.partition_point(|(opened, _)| opened + 2 < index);
        for half in self.0.split_off(recent) {
            let lasts = half.0 + 1 == index || half.1.at == 0;
            if lasts { &mut self.0 } else { &mut *alone }.push(half);
        }
    }

    /// Whether a bracket of the text at `index` closes one: of the text before, or, where it ends its text, of any.
    fn close(&mut self, index: usize, ends: bool) -> bool {
        self.0.pop_if(|(opened, _)| *opened + 1 == index || ends).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::super::pairs;
    use super::*;

    fn places(texts: &[&str]) -> Vec<(usize, usize)> {
        let mut places: Vec<_> =
            unclosed(texts, |text| (pairs::loose(&(*text).into()), text.len())).into_iter().map(|(index, half)| (index, half.at)).collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn an_aside_may_run_over_texts() {
        assert_eq!(places(&["(one", "two", "three)"]), []);
        assert_eq!(places(&["a (one", "two) b"]), []);
        assert_eq!(places(&["a (one", "two", "three)"]), [(0, 2), (2, 5)], "only a bracket at the start lasts");
        assert_eq!(places(&["(one", "two", "three) b"]), [(0, 0), (2, 5)], "and only one at the end reaches so far");
        assert_eq!(places(&["(one [two", "three] four", "five)"]), []);
        assert_eq!(places(&["(one", "[two", "three)", "four]"]), []);
        assert_eq!(places(&["(one", "two]"]), [(0, 0), (1, 3)]);
    }
}
