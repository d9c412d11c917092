//! The figures, each beside the goal it has.

/// All lines measured.
#[derive(Default)]
pub(crate) struct Report(Vec<Line>);

struct Line {
    what: String,
    found: f64,
    unit: &'static str,
    goal: Option<Goal>,
}

/// What a figure should be.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    AtMost(f64),
    AtLeast(f64),
}

impl Report {
    /// Adds a figure and prints it at once.
    pub(crate) fn add(
        &mut self,
        what: impl Into<String>,
        found: f64,
        unit: &'static str,
        goal: Option<Goal>,
    ) {
        let line = Line { what: what.into(), found, unit, goal };
        println!("{}", line.text());
        self.0.push(line);
    }

    /// The whole as a table.
    pub(crate) fn print(&self) {
        println!("\n| what | found | goal | |\n|---|---:|---:|---|");
        for line in &self.0 {
            let goal = match line.goal {
                Some(Goal::AtMost(goal)) => format!("≤ {goal} {}", line.unit),
                Some(Goal::AtLeast(goal)) => format!("≥ {goal} {}", line.unit),
                None => String::new(),
            };
            println!("| {} | {:.2} {} | {goal} | {} |", line.what, line.found, line.unit, line.verdict());
        }
    }
}

impl Line {
    fn verdict(&self) -> &'static str {
        match self.goal {
            Some(Goal::AtMost(goal)) if self.found > goal => "missed",
            Some(Goal::AtLeast(goal)) if self.found < goal => "missed",
            Some(_) => "met",
            None => "",
        }
    }

    fn text(&self) -> String {
        format!("  {:<62} {:>10.2} {:<4} {}", self.what, self.found, self.unit, self.verdict())
    }
}
