//! Gives every line of a header its role: of all assignments in an order that a header can have, the one with the best sum. The cost is that
//! of lines times states. It reads no word; what the lines say is in their evidence.

use crate::draft::header::evidence::Evidence;
use crate::draft::header::role::{Assigned, Candidate, Role, Score};

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// A note's own header.
    Note,
    /// A digest's masthead.
    Masthead,
    /// A digest's masthead and, under it, the title and authors of its first note.
    Opening,
    /// The title and authors of a digest's note.
    Entry,
}

/// What the house asks of the header.
#[derive(Debug, Clone, Copy)]
pub struct Wishes {
    /// Lines of a title.
    pub title_lines: usize,
    /// Whether a title stands on a line.
    pub title: Wish,
    /// Whether authors are asked for; in a digest, of each note.
    pub byline: Wish,
    /// Whether a sentence may stand under the title.
    pub standfirst: Wish,
    /// Whether one of the lines may be the number line.
    pub number_line: Wish,
}

/// Whether something is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// It is.
    Asked,
    /// It is not.
    Open,
}

/// What has been seen of the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Title {
    None,
    /// So many lines of it, the last of them just before.
    Open(u8),
    Closed,
}

/// What has been seen of the authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Byline {
    None,
    Open,
    Closed,
}

/// Where a reading of the lines stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Masthead,
    Note,
    Body,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    phase: Phase,
    title: Title,
    byline: Byline,
    numbered: bool,
}

/// Lines of a title beyond which the rest is something else.
const MOST_TITLE_LINES: u8 = 8;

/// A header without its title.
const NO_TITLE: Score = -15;

/// A note without its authors, where the house asks for them.
const NO_BYLINE: Score = -12;

/// A digest without authors in its masthead, where its notes have none.
const NO_AUTHORS: Score = -14;

const STATES: usize = 3 * 10 * 3 * 2;

/// No way leads there.
const NEVER: Score = Score::MIN / 2;

impl State {
    const BODY: State = State { phase: Phase::Body, title: Title::None, byline: Byline::None, numbered: false };

    fn first(scene: Scene) -> State {
        let phase = if matches!(scene, Scene::Masthead | Scene::Opening) { Phase::Masthead } else { Phase::Note };
        // What else looks like a number line above a note of a digest has no business there.
        State { phase, title: Title::None, byline: Byline::None, numbered: scene == Scene::Entry }
    }

    fn index(self) -> usize {
        let title = match self.title {
            Title::None => 0,
            Title::Open(lines) => usize::from(lines),
            Title::Closed => 9,
        };
        ((self.phase as usize * 10 + title) * 3 + self.byline as usize) * 2 + usize::from(self.numbered)
    }

    /// After a line that is part of neither.
    fn closed(self) -> State {
        let title = if self.title == Title::None { Title::None } else { Title::Closed };
        let byline = if self.byline == Byline::None { Byline::None } else { Byline::Closed };
        State { title, byline, ..self }
    }
}

/// The best reading of the lines so far that ends in a state.
#[derive(Clone, Copy)]
struct Way {
    state: State,
    /// Its sum.
    score: Score,
    last: Step,
}

/// The last line of a way.
#[derive(Clone, Copy)]
struct Step {
    role: Role,
    /// Where the way that it carries on is among those of the line before.
    before: u8,
    phase: Phase,
}

/// The best ways to the states that a line can end in. Of all states few are reached.
struct Reached {
    /// In the order in which they were found.
    ways: Vec<Way>,
    /// Which states they lead to, as bits.
    states: [u64; STATES.div_ceil(64)],
    /// Of each of these states, where its way is.
    places: [u8; STATES],
}

impl Reached {
    fn none() -> Reached {
        Reached { ways: Vec::with_capacity(32), states: [0; STATES.div_ceil(64)], places: [0; STATES] }
    }

    fn clear(&mut self) {
        self.ways.clear();
        self.states = Default::default();
    }

    /// Takes up a way, where it is better than the one to the same state that was found before.
    #[inline]
    fn add(&mut self, way: Way) {
        let state = way.state.index();
        let (word, bit) = (&mut self.states[state / 64], 1 << (state % 64));
        if *word & bit == 0 {
            *word |= bit;
            self.places[state] = u8::try_from(self.ways.len()).expect("there are fewer states");
            self.ways.push(way);
            return;
        }
        let known = &mut self.ways[usize::from(self.places[state])];
        if way.score > known.score {
            *known = way;
        }
    }

    /// The places of the ways, in order of state.
    fn by_state(&self) -> impl Iterator<Item = u8> {
        let states = self.states.iter().zip((0..).step_by(64)).flat_map(|(word, first)| {
            let some = |word: u64| Some(word).filter(|word| *word != 0);
            let rest = std::iter::successors(some(*word), move |word| some(word & (word - 1)));
            rest.map(move |word| first + word.trailing_zeros() as usize)
        });
        states.map(|state| self.places[state])
    }
}

/// The best ways through lines.
struct Ways {
    /// Those up to the last line.
    reached: Reached,
    /// Those up to the line that is being read.
    next: Reached,
    /// The last steps of the ways of every line, and past those of each.
    steps: Vec<Step>,
    ends: Vec<usize>,
}

impl Ways {
    /// Those before the first of so many lines.
    fn from(first: State, lines: usize) -> Ways {
        let nothing = Step { role: Role::Stray, before: 0, phase: first.phase };
        let mut ways = Ways {
            reached: Reached::none(),
            next: Reached::none(),
            steps: Vec::with_capacity(lines * 16),
            ends: Vec::with_capacity(lines),
        };
        ways.reached.add(Way { state: first, score: 0, last: nothing });
        ways
    }

    /// Carries them on by a line, whose role is one of `candidates`.
    fn carry_on(&mut self, line: &Evidence, candidates: &[Candidate], reading: &Reading) {
        self.next.clear();
        // In order of state, so that of two ways that are as good the first is taken.
        for before in self.reached.by_state() {
            let way = &self.reached.ways[usize::from(before)];
            for Candidate { role, score } in candidates {
                reading.follow(way.state, *role, line, &mut |state, more| {
                    let last = Step { role: *role, before, phase: state.phase };
                    self.next.add(Way { state, score: way.score + score + more, last });
                });
            }
        }
        std::mem::swap(&mut self.reached, &mut self.next);
        self.steps.extend(self.reached.ways.iter().map(|way| way.last));
        self.ends.push(self.steps.len());
    }

    /// What each line is on the way to the one of that place among those of the last line.
    fn lines_to(&self, mut place: usize) -> Vec<Assigned> {
        let mut assigned = Vec::with_capacity(self.ends.len());
        for line in (0..self.ends.len()).rev() {
            let start = line.checked_sub(1).map_or(0, |before| self.ends[before]);
            let Step { role, before, phase } = self.steps[start + place];
            assigned.push(Assigned { role, of_entry: phase != Phase::Masthead });
            place = usize::from(before);
        }
        assigned.reverse();
        assigned
    }
}

/// What each line is, and what speaks for all of it together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// By line.
    pub lines: Vec<Assigned>,
    /// The sum.
    pub score: Score,
}

/// Gives each of the lines whose evidence this is its role.
pub fn assign(lines: &[Evidence], scene: Scene, wishes: Wishes) -> Vec<Assigned> {
    assign_without(lines, scene, wishes, None).lines
}

/// The same where one line, by index, must not have the role that is given with it. Where it can have no other there are no lines, and the score
/// is as low as it gets.
pub fn assign_without(lines: &[Evidence], scene: Scene, wishes: Wishes, barred: Option<(usize, Role)>) -> Assignment {
    let reading = Reading { scene, wishes };
    let mut ways = Ways::from(State::first(scene), lines.len());
    let mut candidates: Vec<Candidate> = Vec::with_capacity(Role::COUNT);
    for (index, line) in lines.iter().enumerate() {
        candidates.clear();
        let may_be = |role: Role| barred != Some((index, role)) && (role != Role::Standfirst || wishes.standfirst == Wish::Asked);
        candidates.extend(line.candidates().filter(|candidate| may_be(candidate.role)));
        ways.carry_on(line, &candidates, &reading);
    }
    let whole = |way: &Way| way.score + reading.at_end(way.state);
    // Of two that are as good, the one whose state comes first.
    let ends = ways.reached.ways.iter().enumerate();
    let end = ends.max_by_key(|(_, way)| (whole(way), std::cmp::Reverse(way.state.index())));
    let Some((end, way)) = end else { return Assignment { lines: Vec::new(), score: NEVER } };
    let (score, mut assigned) = (whole(way), ways.lines_to(end));
    if let Some(body) = assigned.iter().position(|line| line.role == Role::Body) {
        // Once the text has begun, a line of it that is like nothing else is text.
        let is_text = |line: &&mut Assigned| matches!(line.role, Role::Stray | Role::Furniture);
        assigned[body..].iter_mut().filter(is_text).for_each(|line| line.role = Role::Body);
    }
    Assignment { lines: assigned, score }
}

struct Reading {
    scene: Scene,
    wishes: Wishes,
}

impl Reading {
    /// Where a line of that role leads from `state`, and what is added for standing there.
    fn follow(&self, state: State, role: Role, line: &Evidence, reach: &mut impl FnMut(State, Score)) {
        let above = if line.stands_above_banner { -10 } else { 0 };
        match (state.phase, role) {
            (Phase::Body, Role::Body | Role::Stray) => {
                return reach(state, if role == Role::Body { 1 - line.score(Role::Body).unwrap_or_default() } else { 1 });
            }
            (Phase::Body, Role::Furniture) => return reach(state, -line.score(Role::Furniture).unwrap_or_default()),
            (Phase::Body, Role::Field) => return reach(state, 0),
            (Phase::Body, _) | (Phase::Masthead, Role::Body | Role::Standfirst) => return,
            _ => {}
        }
        let is_opening = state.phase == Phase::Masthead && self.scene == Scene::Opening;
        let unnumbered = !state.numbered && self.scene == Scene::Note && self.wishes.number_line == Wish::Asked;
        match role {
            Role::NumberLine
                if !state.numbered && state.phase != Phase::Body && !(state.phase == Phase::Note && self.scene != Scene::Note) =>
            {
                let late = if state.title == Title::None && state.byline == Byline::None || self.scene != Scene::Note { 0 } else { -6 };
                reach(State { numbered: true, ..state.closed() }, late);
            }
            Role::NumberLineAgain if state.numbered => reach(state.closed(), 0),
            Role::Banner => {
                let is_near = line.score(Role::Banner).is_some_and(|score| score < 55);
                let is_late = state.title != Title::None && self.scene != Scene::Masthead && self.scene != Scene::Opening;
                if !(is_near && (state.numbered || is_late)) && !(state.phase == Phase::Note && self.scene == Scene::Opening) {
                    reach(state.closed(), if is_late { -10 } else { 0 });
                }
            }
            Role::Title => {
                let unusual = if unnumbered { -8 } else { 0 };
                match state.title {
                    Title::None => {
                        let after_authors = match (state.byline, state.phase) {
                            (Byline::None, _) => 0,
                            (_, Phase::Masthead) => -6,
                            _ if self.scene == Scene::Note => -8,
                            _ => -24,
                        };
                        // A digest is named above its number line, as a rule.
                        let late = if state.phase == Phase::Masthead && state.numbered { -8 } else { 0 };
                        reach(State { title: Title::Open(1), ..state.closed() }, above + unusual + after_authors + late);
                    }
                    Title::Open(lines) if lines < MOST_TITLE_LINES => {
                        let long = if usize::from(lines) >= self.wishes.title_lines { -12 } else { 0 };
                        // What a title's first line says for it is no news on its second.
                        let own = line.score(Role::Title).unwrap_or_default();
                        reach(State { title: Title::Open(lines + 1), ..state }, line.carries_on + long - own);
                    }
                    Title::Open(_) | Title::Closed => {}
                }
                if is_opening {
                    let entry = State { phase: Phase::Note, title: Title::Open(1), byline: Byline::None, numbered: true };
                    reach(entry, above + self.at_end_of_masthead(state));
                }
            }
            Role::Byline => {
                let beside = match state.title {
                    Title::Open(_) => 10,
                    Title::Closed => 3,
                    Title::None if state.phase == Phase::Masthead => 0,
                    Title::None => -6,
                };
                let is_masthead = state.phase == Phase::Masthead;
                let beside = if is_masthead { if state.numbered { 4 } else { 0 } } else { beside };
                match state.byline {
                    // A masthead need not name anybody: only what is like names is there.
                    Byline::None if is_masthead && line.score(Role::Byline).is_some_and(|score| score < 10) => {}
                    Byline::None => {
                        reach(State { byline: Byline::Open, ..state.closed() }, above + beside + if unnumbered { -8 } else { 0 });
                    }
                    Byline::Open if line.carries_on_names => reach(state, 0),
                    Byline::Open | Byline::Closed => {}
                }
                if is_opening {
                    let entry = State { phase: Phase::Note, title: Title::None, byline: Byline::Open, numbered: true };
                    reach(entry, above - 24 + self.at_end_of_masthead(state));
                }
            }
            Role::Body => {
                let end = self.at_end(state);
                reach(State::BODY, end);
            }
            Role::Standfirst if self.wishes.standfirst == Wish::Asked && state.title != Title::None => reach(state.closed(), 1),
            Role::NumberLine | Role::NumberLineAgain | Role::Standfirst => {}
            Role::Furniture if !line.is_shown => reach(state, 0),
            Role::Date | Role::Team | Role::Field | Role::Furniture | Role::Stray => reach(state.closed(), 0),
        }
    }

    /// What is taken off for what a header lacks.
    fn at_end(&self, state: State) -> Score {
        let no_title = if self.wishes.title == Wish::Asked { NO_TITLE } else { 0 };
        let no_byline = if self.wishes.byline == Wish::Asked { NO_BYLINE } else { 0 };
        match state.phase {
            Phase::Body => 0,
            Phase::Masthead if self.scene == Scene::Masthead => self.at_end_of_masthead(state),
            // The first note has neither title nor authors.
            Phase::Masthead => self.at_end_of_masthead(state) + no_title + no_byline,
            Phase::Note => {
                let title = if state.title == Title::None { no_title } else { 0 };
                title + if state.byline == Byline::None { no_byline } else { 0 }
            }
        }
    }

    fn at_end_of_masthead(&self, state: State) -> Score {
        if state.byline == Byline::None && self.wishes.byline == Wish::Open { NO_AUTHORS } else { 0 }
    }
}
