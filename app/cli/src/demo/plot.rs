//! Lines over time, in letters.

/// One line: its mark, its name, and its values, one for each column.
pub struct Line {
    pub mark: char,
    pub name: String,
    pub values: Vec<u64>,
}

/// Rows between two labels of the vertical axis, and how many such bands there are.
const BAND: u64 = 5;
const BANDS: u64 = 3;
const ROWS: u64 = BAND * BANDS;
const LABEL: usize = 8;

/// Draws lines, later ones over earlier ones. `unit` is one on the vertical axis; `columns` names some
/// of the columns below.
pub fn draw(lines: &[Line], unit: u64, columns: &[(usize, String)]) -> String {
    let width = lines.iter().map(|line| line.values.len()).max().unwrap_or(0);
    let most = lines.iter().flat_map(|line| &line.values).copied().max().unwrap_or(0);
    let band = round_up(most.div_ceil(unit).div_ceil(BANDS).max(1));
    let top = band.saturating_mul(BANDS).saturating_mul(unit);

    let mut rows: Vec<String> = (0..=ROWS)
        .rev()
        .map(|row| {
            let label = if row % BAND == 0 { (row / BAND * band).to_string() } else { String::new() };
            let marks: String = (0..width).map(|column| mark_at(lines, column, row, top)).collect();
            format!("{label:>LABEL$} |{}", marks.trim_end())
        })
        .collect();
    rows.push(format!("{:>LABEL$} +{}", "", "-".repeat(width)));
    rows.push(axis(columns));
    let names: Vec<_> = lines.iter().map(|line| format!("{} {}", line.mark, line.name)).collect();
    rows.push(format!("{:>LABEL$}  {}", "", names.join("    ")));
    rows.join("\n")
}

/// The mark in a cell: of the last line that passes there. A line that is at nothing has ended.
fn mark_at(lines: &[Line], column: usize, row: u64, top: u64) -> char {
    let passes = |line: &&Line| {
        line.values.get(column).is_some_and(|&value| value > 0 && nearest_row(value, top) == row)
    };
    lines.iter().rev().find(passes).map_or(' ', |line| line.mark)
}

fn nearest_row(value: u64, top: u64) -> u64 {
    let doubled = u128::from(value) * u128::from(ROWS) * 2 + u128::from(top);
    u64::try_from(doubled / (u128::from(top) * 2)).unwrap_or(ROWS)
}

/// Up to one significant digit.
fn round_up(value: u64) -> u64 {
    let step = 10u64.pow(value.ilog10());
    value.div_ceil(step).saturating_mul(step)
}

fn axis(columns: &[(usize, String)]) -> String {
    let mut text = " ".repeat(LABEL + 2);
    for (column, name) in columns {
        let at = LABEL + 2 + column;
        text = format!("{text:<at$}{name}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(mark: char, values: &[u64]) -> Line {
        Line { mark, name: mark.to_string(), values: values.to_vec() }
    }

    #[test]
    fn lines_lie_where_their_values_are() {
        let drawn = draw(&[line('t', &[300, 150, 10]), line('a', &[300, 0, 10])], 1, &[(0, "now".into())]);
        let rows: Vec<_> = drawn.lines().collect();
        assert_eq!(rows[0], "     300 |a");
        assert_eq!(rows[5], "     200 |");
        assert_eq!(rows[7], "         | t");
        assert_eq!(rows[15], "       0 |");
        assert_eq!(rows[14], "         |  a");
        assert_eq!(rows[17], "          now");
        assert_eq!(rows[18], "          t t    a a");
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert!(draw(&[line('a', &[0, 0])], 1, &[]).contains("       3 |\n"));
        assert_eq!(nearest_row(u64::MAX, u64::MAX), ROWS);
    }
}
