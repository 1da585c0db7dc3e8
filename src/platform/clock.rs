//! The phone's clock. It may be wrong, which is why it is a label and orders nothing.

use js_sys::Date;
use passamano_core::time::Moment;

/// Now, with the phone's offset from UTC at this moment.
pub fn now() -> Moment {
    let date = Date::new_0();
    // The browser counts minutes west of UTC, we count east.
    Moment { ms: date.get_time() as i64, offset: -date.get_timezone_offset() as i16 }
}
