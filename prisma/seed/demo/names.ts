/** Names for people who don't exist, put together by chance; streets and towns that aren't on a map. */
export const ADULTS = [
  'Amara', 'Anneke', 'Bao', 'Beatriz', 'Bram', 'Camille', 'Carys', 'Chidi', 'Corinne', 'Dalia', 'Darius', 'Davide', 'Desta', 'Edith',
  'Elias', 'Emeka', 'Esme', 'Farah', 'Felix', 'Fiona', 'Gareth', 'Giulia', 'Greta', 'Hanh', 'Harpreet', 'Hector', 'Hollis', 'Ilse',
  'Imran', 'Ines', 'Iris', 'Jasmin', 'Joaquin', 'Jolene', 'Kamal', 'Katya', 'Keiko', 'Kerry', 'Laszlo', 'Leila', 'Lorne', 'Lucia',
  'Maeve', 'Malik', 'Marisol', 'Marta', 'Mei', 'Mireille', 'Nadia', 'Niall', 'Noor', 'Olena', 'Oscar', 'Padma', 'Paolo', 'Petra',
  'Quentin', 'Rafael', 'Renata', 'Rosalind', 'Ruben', 'Sabine', 'Samira', 'Sanjay', 'Selma', 'Simone', 'Tadeo', 'Tamsin', 'Thanh',
  'Tobias', 'Ursula', 'Vera', 'Viktor', 'Wanda', 'Wendell', 'Xiomara', 'Yara', 'Yusuf', 'Zainab', 'Zofia',
];

export const CHILDREN = [
  'Ada', 'Aiden', 'Alma', 'Anouk', 'Arlo', 'Asha', 'Aurelio', 'Bea', 'Callum', 'Chloe', 'Cyrus', 'Dario', 'Delphine', 'Ezra', 'Eloise',
  'Emil', 'Esra', 'Finn', 'Flora', 'Freya', 'Gus', 'Hana', 'Hugo', 'Ida', 'Imogen', 'Isla', 'Ivo', 'Jonah', 'Juno', 'Kai', 'Kenji',
  'Lars', 'Leo', 'Lina', 'Louisa', 'Luca', 'Mabel', 'Marcel', 'Mila', 'Milo', 'Nia', 'Nico', 'Nour', 'Odette', 'Omar', 'Otis', 'Pia',
  'Priya', 'Remy', 'Robin', 'Rosa', 'Rowan', 'Ruth', 'Sami', 'Silas', 'Sofia', 'Stella', 'Tariq', 'Theo', 'Tilda', 'Uma', 'Vida',
  'Wyatt', 'Yael', 'Zadie', 'Zeno',
];

export const FAMILIES = [
  'Abara', 'Achterberg', 'Aldana', 'Amsel', 'Arbour', 'Ashdown', 'Bahrami', 'Balogun', 'Barrowclough', 'Bastien', 'Belanov', 'Birkett',
  'Boateng', 'Brandvold', 'Calloway', 'Cardoza', 'Castellan', 'Chaudhry', 'Corriveau', 'Coyne', 'Dahlquist', 'Danforth', 'Dembele',
  'Dragan', 'Dufresne', 'Eastwick', 'Ellery', 'Eriksen', 'Fairweather', 'Falk', 'Farquhar', 'Fontaine', 'Galloway', 'Ghazali', 'Glendower',
  'Granholm', 'Guerrero', 'Hadley', 'Halloran', 'Harkness', 'Hatami', 'Hoang', 'Holloway', 'Ibarra', 'Iwata', 'Jaswal', 'Jessop', 'Kaplan',
  'Kessler', 'Kowalczyk', 'Kuusela', 'Lachance', 'Lindqvist', 'Lockhart', 'Lysenko', 'Maddox', 'Makela', 'Marchetti', 'Mbeki', 'Merriweather',
  'Moreau', 'Mukherjee', 'Naylor', 'Ngata', 'Nunes', 'Oakley', 'Obi', 'Okafor', 'Olander', 'Ortega', 'Osei', 'Pagett', 'Pelletier', 'Pereira',
  'Petrenko', 'Prewitt', 'Quigley', 'Radcliffe', 'Rahimi', 'Rasmussen', 'Renwick', 'Rojas', 'Rosendahl', 'Sandhu', 'Santangelo', 'Savard',
  'Selwyn', 'Shirazi', 'Siddiqui', 'Sorensen', 'Stavros', 'Takeda', 'Tanaka', 'Thibault', 'Thornbury', 'Tran', 'Urquhart', 'Valdivia',
  'Vandermeer', 'Vasquez', 'Wadsworth', 'Wakefield', 'Whitlock', 'Wijaya', 'Yamada', 'Yilmaz', 'Zielinski', 'Zubair',
];

export const STREETS = [
  'Alder Lane', 'Barley Street', 'Boathouse Road', 'Candlewick Close', 'Cedar Hollow', 'Clover Street', 'Cooper’s Walk', 'Dovecote Road',
  'Fiddlehead Lane', 'Foundry Street', 'Glassworks Road', 'Harbour Street', 'Heron Court', 'Juniper Street', 'Kiln Lane', 'Lantern Street',
  'Mill Race', 'Orchard Row', 'Paper Mill Road', 'Quarry Street', 'Ropewalk', 'Saltbox Lane', 'Signal Hill', 'Tannery Road', 'Thistle Avenue',
  'Weaver Street', 'Wheelhouse Road', 'Willow Bend',
];

/** Area codes for numbers of the form 555-01xx, which nobody has. */
export const AREAS = ['416', '647', '905', '613', '204'];

/** Languages of the families, by weight. */
export const LANGUAGES = [
  ['EN', 130], ['FR', 22], ['ES', 8], ['AR', 6], ['PA', 5], ['ZH', 5], ['UR', 4], ['PT', 3], ['VI', 3], ['UK', 3], ['TL', 3], ['PL', 2],
  ['FA', 2], ['HI', 2], ['IT', 1], ['KO', 1], ['RU', 1], ['DE', 1], ['ASE', 3],
] as const;

export const LANGUAGE_NAMES: Record<string, string> = {
  FR: 'French', ES: 'Spanish', AR: 'Arabic', PA: 'Punjabi', ZH: 'Mandarin', UR: 'Urdu', PT: 'Portuguese', VI: 'Vietnamese', UK: 'Ukrainian',
  TL: 'Tagalog', PL: 'Polish', FA: 'Farsi', HI: 'Hindi', IT: 'Italian', KO: 'Korean', RU: 'Russian', DE: 'German', ASE: 'American Sign Language',
};
