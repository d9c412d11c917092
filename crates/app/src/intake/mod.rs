//! Mail comes in: first safe, then understood, then on a timeline.
//!
//! [`receive`] makes the raw bytes durable and is all that a wire waits for. [`pending`], [`Understood::new`] and
//! [`record`] follow in a worker, so that a mail nobody understands stops neither its mailbox nor its successors.

mod archive;
mod duplicate;
mod look;
mod message;
mod person;
mod receive;
mod record;
mod reply_token;
mod report;
mod sent;
mod thread;
mod understand;
mod work;

pub use archive::{Archived, Filed, bookmark, file, set_bookmark};
pub use look::{NeedsLook, look_again, needing_look};
pub use receive::{Received, Source, advance, leave, mailbox_failing, mailbox_works, progress, receive};
pub use record::{Recorded, give_up, record};
pub(crate) use reply_token::untagged;
pub use reply_token::{reply_address, token_in};
pub use understand::{Pending, Reading, Understood, pending};
pub(crate) use understand::{pictures_by_name, preview};
pub use work::work;

/// Bytes of a raw mail we take; larger ones are refused at the door, where the sender is told.
/// Common servers refuse above 25 to 50 MB.
pub const MAIL_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The customer with that address, made if nobody has it.
pub(crate) fn customer_with(
    tx: &store::WriteTx<'_>,
    name: &str,
    address: &domain::EmailAddress,
    moment: &domain::Moment,
) -> crate::Result<domain::CustomerId> {
    let person = person::Person { name: name.to_owned(), address: address.clone(), certain: true };
    let (_, customer) = person::ensure(tx, &person, moment)?;
    Ok(customer.id)
}
