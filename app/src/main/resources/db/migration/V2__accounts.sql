-- Where the books of an account begin; there is one row in as many journals.
create index journal_account on journal (seq) where type = 'account';
