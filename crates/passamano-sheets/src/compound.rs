//! A compound file, the little file system in which Excel 97-2003 keeps a workbook: one stream by
//! its name. calamine has a reader of its own, and keeps it to itself.

/// Numbers of sectors from here on mark ends and free places.
const RESERVED: u32 = 0xffff_fffa;
/// Sectors of the table that are named in the header already.
const IN_HEADER: usize = 109;
/// Streams shorter than the header says lie in sectors of this size.
const SMALL: usize = 64;
const ENTRY: usize = 128;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    /// Of each sector the one that follows.
    next: Vec<u32>,
}

/// The stream with the first of the names that there is. Nothing when the file is damaged.
pub fn stream(file: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let shift = u16_at(file, 30)?;
    let size = [9, 12].contains(&shift).then(|| 1_usize << shift)?;
    let bytes = file.get(size..)?;
    let mut sectors = Sectors { bytes, size, next: vec![] };
    let mut table: Vec<u32> = words(file.get(76..76 + 4 * IN_HEADER)?);
    let mut more = u32_at(file, 68)?;
    // A chain that is longer than the file goes in a circle, here and below.
    for _ in 0..=bytes.len() / size {
        if more < RESERVED {
            table.extend(words(sectors.one(more)?));
            more = table.pop()?;
        }
    }
    let next = table.iter().filter(|at| **at < RESERVED).map(|at| Some(words(sectors.one(*at)?)));
    sectors.next = next.collect::<Option<Vec<_>>>()?.concat();

    let entries = sectors.chain(u32_at(file, 48)?)?;
    let entries = || entries.chunks_exact(ENTRY);
    let (entry, length) = names.iter().find_map(|name| {
        let entry = entries().find(|entry| entry[66] == STREAM && is_named(entry, name))?;
        Some((entry, u32_at(entry, 120)? as usize))
    })?;
    let start = u32_at(entry, 116)?;
    let mut stream = if length < u32_at(file, 56)? as usize {
        let root = entries().find(|entry| entry[66] == ROOT)?;
        let all = sectors.chain(u32_at(root, 116)?)?;
        let next = words(&sectors.chain(u32_at(file, 60)?)?);
        Sectors { bytes: &all, size: SMALL, next }.chain(start)?
    } else {
        sectors.chain(start)?
    };
    stream.truncate(length);
    Some(stream)
}

impl Sectors<'_> {
    fn one(&self, at: u32) -> Option<&[u8]> {
        let from = (at as usize).checked_mul(self.size)?;
        // Some programs end the file before its last sector is full.
        let to = from.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(from..to)
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let (mut all, mut at) = (vec![], start);
        for _ in 0..=self.next.len() {
            if at >= RESERVED {
                return Some(all);
            }
            all.extend(self.one(at)?);
            at = *self.next.get(at as usize)?;
        }
        None
    }
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let letters = entry[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    letters.take_while(|letter| *letter != 0).eq(name.encode_utf16())
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .filter_map(|word| Some(u32::from_le_bytes(word.try_into().ok()?)))
        .collect()
}

/// Two bytes, the lower first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Four bytes, the lowest first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
