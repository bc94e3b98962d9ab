attach-to-whom = 📷 Whose is it? Send it as a reply to the contact’s card (/l12), and I keep it with their history. For a lead’s text: <code>/add Anna Schmidt, Lumen GmbH</code>
attach-gone = It is no longer there: taken back, or the contact was erased.
