//! `unknown-author`. Without a roster it has nothing to say, and a name that is near to none of the roster's may be a new author's.

use crate::draft::name;
use crate::rules::{Context, Findings, Safety, rule};

rule! {
    /// An author's name is not spelt as in the roster
    ///
    /// A name that is spelt in two ways makes two authors of one: in the listing, in a search, and in what others cite.
    ///
    /// The rule speaks only where `lint.toml` names a roster, a file of authors such as
    ///
    /// ```toml roster
    /// names = ["Ines Okafor", "Tomas Reyes"]
    ///
    /// [[author]]
    /// name = "Mina Dahl"
    /// also-seen = ["M. Dahl-Berg"]
    /// ```
    ///
    /// With it, a byline that spells one of them otherwise is told:
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafer and M. Dahl-Berg
    /// ```
    ///
    /// ```header fixed
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor and Mina Dahl
    /// ```
    ///
    /// A name that is near to none of the roster's is taken for a new author's, and left alone:
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Samir Haddad
    /// ```
    ///
    /// To mend it, spell the name as the roster does; if it is another person's, add that person to the roster.
    "unknown-author", Header, Warning, fix: Unsafe, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some(roster), Some(format), Some(byline)) = (cx.roster, &cx.house.header.byline, &cx.note.header.byline) else { return };
    let line = byline.text();
    for name in name::names(name::without_prefix(line, format)) {
        let Some(author) = roster.meant(name) else { continue };
        let start = name.as_ptr() as usize - line.as_ptr() as usize;
        let span = byline.span(start..start + name.len());
        let spelt = author.name.as_str();
        // Names in bold, or in the quotes of front matter, are not the bytes that read so.
        let plain = cx.draft.source.slice(span).split_whitespace().eq(name.split_whitespace());
        let finding = cx
            .finding(format!("the roster has no `{name}`, but `{spelt}`"), span)
            .related(crate::finding::Label::new(&roster.source, author.name.span, "the roster spells the name here"))
            .help(format!("write `{spelt}`, or add `{name}` to the roster if that is another person"))
            .expecting(spelt)
            .fix(plain.then(|| cx.fix(format!("write `{spelt}`"), Safety::Unsafe, span, spelt)));
        findings.push(finding);
    }
}
