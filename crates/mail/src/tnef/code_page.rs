//! Windows code pages as charset labels.

/// The label of a code page; `None` for 0 and unknown ones.
pub(super) fn label(page: u32) -> Option<String> {
    Some(match page {
        65_001 => "utf-8".to_owned(),
        65_000 => "utf-7".to_owned(),
        1_200 => "utf-16le".to_owned(),
        20_127 => "us-ascii".to_owned(),
        20_866 => "koi8-r".to_owned(),
        21_866 => "koi8-u".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        950 => "big5".to_owned(),
        50_220..=50_222 => "iso-2022-jp".to_owned(),
        51_932 => "euc-jp".to_owned(),
        949 | 51_949 => "euc-kr".to_owned(),
        54_936 => "gb18030".to_owned(),
        874 | 1_250..=1_258 => format!("windows-{page}"),
        28_591..=28_605 => format!("iso-8859-{}", page - 28_590),
        _ => return None,
    })
}
