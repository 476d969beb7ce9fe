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

    fn of(index: usize) -> State {
        let title = match index / 6 % 10 {
            0 => Title::None,
            9 => Title::Closed,
            lines => Title::Open(u8::try_from(lines).expect("it is less than nine")),
        };
        let phase = [Phase::Masthead, Phase::Note, Phase::Body][index / 60];
        let byline = [Byline::None, Byline::Open, Byline::Closed][index / 2 % 3];
        State { phase, title, byline, numbered: index % 2 == 1 }
    }

    /// After a line that is part of neither.
    fn closed(self) -> State {
        let title = if self.title == Title::None { Title::None } else { Title::Closed };
        let byline = if self.byline == Byline::None { Byline::None } else { Byline::Closed };
        State { title, byline, ..self }
    }
}

/// The way to a state: the state before, and the role of the line between.
#[derive(Clone, Copy)]
struct Step {
    before: u8,
    role: Role,
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

/// The same where one line, by index, must not have the role that is given with it.
pub fn assign_without(lines: &[Evidence], scene: Scene, wishes: Wishes, barred: Option<(usize, Role)>) -> Assignment {
    let reading = Reading { scene, wishes };
    let mut scores = [NEVER; STATES];
    scores[State::first(scene).index()] = 0;
    // In order, so that of two ways that are as good the first is taken.
    let mut reached = vec![State::first(scene).index()];
    let mut next_reached = Vec::with_capacity(8);
    let mut next = [NEVER; STATES];
    let mut steps = vec![[Step { before: 0, role: Role::Stray }; STATES]; lines.len()];
    let mut candidates: Vec<Candidate> = Vec::with_capacity(Role::COUNT);
    for (index, (line, step)) in lines.iter().zip(&mut steps).enumerate() {
        candidates.clear();
        candidates.extend(line.candidates().filter(|candidate| barred != Some((index, candidate.role))));
        for before in reached.iter().copied() {
            let (from, sum) = (State::of(before), scores[before]);
            for candidate in &candidates {
                reading.follow(from, candidate.role, line, &mut |state, more| {
                    let (to, score) = (state.index(), sum + candidate.score + more);
                    if score > next[to] {
                        if next[to] == NEVER {
                            next_reached.push(to);
                        }
                        next[to] = score;
                        step[to] = Step { before: u8::try_from(before).expect("there are fewer states"), role: candidate.role };
                    }
                });
            }
        }
        // Few of the states are reached.
        reached.drain(..).for_each(|state| scores[state] = NEVER);
        std::mem::swap(&mut scores, &mut next);
        next_reached.sort_unstable();
        std::mem::swap(&mut reached, &mut next_reached);
    }
    let end = reached.into_iter().max_by_key(|state| {
        // Of two that are as good, the one that was reached first.
        (scores[*state] + reading.at_end(State::of(*state)), std::cmp::Reverse(*state))
    });
    let mut assigned = Vec::with_capacity(lines.len());
    let mut state = end.unwrap_or_default();
    let score = scores[state] + reading.at_end(State::of(state));
    for step in steps.iter().rev() {
        let Step { before, role } = step[state];
        assigned.push(Assigned { role, of_entry: State::of(state).phase != Phase::Masthead });
        state = usize::from(before);
    }
    assigned.reverse();
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
