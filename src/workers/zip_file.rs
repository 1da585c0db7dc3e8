//! Texts put into one ZIP file, without a browser.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The ZIP file with these texts at their paths, in this order. It says no time: a file that is
/// made twice from the same records is the same.
///
/// Refused as `unknown` where the writer fails, which memory alone can make it.
pub fn zip_file(parts: &[(String, String)]) -> Result<Vec<u8>, &'static str> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (path, text) in parts {
        zip.start_file(path.as_str(), options).map_err(|_| "unknown")?;
        zip.write_all(text.as_bytes()).map_err(|_| "unknown")?;
    }
    Ok(zip.finish().map_err(|_| "unknown")?.into_inner())
}
