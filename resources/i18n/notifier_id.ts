<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
    <context>
        <name>Announcer</name>
        <message>
            <source>Outage Notifier runs without a tray icon</source>
            <translation>Outage Notifier berjalan tanpa ikon di baki sistem</translation>
        </message>
        <message>
            <source>This desktop has no tray. The program goes on watching; start it again to see its window.</source>
            <translation>Desktop ini tidak punya baki sistem. Program tetap memantau; mulai sekali lagi untuk melihat jendelanya.</translation>
        </message>
        <message>
            <source>This is how Outage Notifier tells you something</source>
            <translation>Beginilah Outage Notifier memberi tahu kamu</translation>
        </message>
        <message>
            <source>If you can read this, notifications work. A click opens the history.</source>
            <translation>Kalau kamu bisa membaca ini, notifikasi berfungsi. Klik untuk membuka riwayat.</translation>
        </message>
        <message>
            <source>The practice outage is over</source>
            <translation>Gangguan latihan selesai</translation>
        </message>
        <message>
            <source>Your own apps are watched again, and nothing of it was kept.</source>
            <translation>Aplikasimu sendiri dipantau lagi, dan tidak ada yang disimpan dari latihan itu.</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Rincian</translation>
        </message>
        <message>
            <source>Official page</source>
            <translation>Halaman resmi</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Practice: this is not real.</source>
            <translation>Latihan: ini bukan sungguhan.</translation>
        </message>
        <message>
            <source>Time runs {count} times as fast.</source>
            <translation>Waktu berjalan {count} kali lebih cepat.</translation>
        </message>
        <message>
            <source>Your own apps are watched again when it ends.</source>
            <translation>Aplikasimu sendiri dipantau lagi setelah latihan ini selesai.</translation>
        </message>
        <message>
            <source>Practice</source>
            <translation>Latihan</translation>
        </message>
        <message>
            <source>En&amp;d practice</source>
            <translation>A&amp;khiri latihan</translation>
        </message>
    </context>
    <context>
        <name>CommandLine</name>
        <message>
            <source>Try: {command} --help</source>
            <translation>Coba: {command} --help</translation>
        </message>
        <message>
            <source>Is it just me, or is it down? Without a command, the program starts in the tray.</source>
            <translation>Cuma aku, atau memang sedang down? Tanpa perintah, program berjalan di baki sistem.</translation>
        </message>
        <message>
            <source>Exit status: 0 fine, 1 a problem was found, 2 cannot tell (line down, unreadable), 64 wrong use.</source>
            <translation>Status keluar: 0 baik, 1 ada masalah, 2 tidak bisa diketahui (koneksi putus, tidak terbaca), 64 salah pakai.</translation>
        </message>
        <message>
            <source>global options, before the command</source>
            <translation>opsi umum, ditulis sebelum perintah</translation>
        </message>
        <message>
            <source>show the version and end</source>
            <translation>tampilkan versi, lalu selesai</translation>
        </message>
        <message>
            <source>COMMAND</source>
            <translation>PERINTAH</translation>
        </message>
        <message>
            <source>commands</source>
            <translation>perintah</translation>
        </message>
        <message>
            <source>arguments and options</source>
            <translation>argumen dan opsi</translation>
        </message>
        <message>
            <source>FOLDER</source>
            <translation>FOLDER</translation>
        </message>
        <message>
            <source>where settings and own services are kept</source>
            <translation>tempat pengaturan dan layanan sendiri disimpan</translation>
        </message>
        <message>
            <source>where the history and the log are kept</source>
            <translation>tempat riwayat dan log disimpan</translation>
        </message>
        <message>
            <source>how much is told about the program's own workings</source>
            <translation>seberapa banyak cara kerja program diceritakan</translation>
        </message>
        <message>
            <source>show this help and end</source>
            <translation>tampilkan bantuan ini, lalu selesai</translation>
        </message>
        <message>
            <source>Usage: </source>
            <translation>Pemakaian: </translation>
        </message>
        <message>
            <source>watch in the terminal, in a live table</source>
            <translation>pantau di terminal, dalam tabel yang terus diperbarui</translation>
        </message>
        <message>
            <source>read the watched services once and say how they are</source>
            <translation>periksa sekali layanan yang dipantau dan sebutkan keadaannya</translation>
        </message>
        <message>
            <source>read one service or address now, watched or not</source>
            <translation>periksa satu layanan atau alamat sekarang, dipantau atau tidak</translation>
        </message>
        <message>
            <source>list the known services, or search them</source>
            <translation>tampilkan daftar layanan yang dikenal, atau cari di dalamnya</translation>
        </message>
        <message>
            <source>watch a service, or an address of your own</source>
            <translation>pantau sebuah layanan, atau alamatmu sendiri</translation>
        </message>
        <message>
            <source>stop watching a service</source>
            <translation>berhenti memantau sebuah layanan</translation>
        </message>
        <message>
            <source>watch what another program or a list names</source>
            <translation>pantau apa yang disebut program lain atau sebuah daftar</translation>
        </message>
        <message>
            <source>write down what is watched, to be imported elsewhere</source>
            <translation>tulis apa yang dipantau, untuk diimpor di tempat lain</translation>
        </message>
        <message>
            <source>watch what a monitoring server of your own reports</source>
            <translation>pantau laporan server pemantauanmu sendiri</translation>
        </message>
        <message>
            <source>take over a newer list of services, or go back</source>
            <translation>pakai daftar layanan yang lebih baru, atau kembali</translation>
        </message>
        <message>
            <source>show the settings, or change one</source>
            <translation>tampilkan pengaturan, atau ubah salah satunya</translation>
        </message>
        <message>
            <source>list the incidents of the past</source>
            <translation>tampilkan kejadian yang sudah lewat</translation>
        </message>
        <message>
            <source>find out what works on this machine</source>
            <translation>cari tahu apa yang berfungsi di komputer ini</translation>
        </message>
        <message>
            <source>play a scenario file in virtual time</source>
            <translation>mainkan berkas skenario dalam waktu maya</translation>
        </message>
        <message>
            <source>play a practice outage in the real program</source>
            <translation>mainkan gangguan latihan di program yang sebenarnya</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Layanan</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Keadaan</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>Bagian</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Jawaban</translation>
        </message>
        <message>
            <source>Checked</source>
            <translation>Diperiksa</translation>
        </message>
        <message>
            <source>Your connection is fine ({count} of {total} answer).</source>
            <translation>Koneksimu baik ({count} dari {total} menjawab).</translation>
        </message>
        <message>
            <source>The company's page cannot be read ({reason}): {url}</source>
            <translation>Halaman perusahaan tidak bisa dibaca ({reason}): {url}</translation>
        </message>
        <message>
            <source>The company reports no problem ({time}): {url}</source>
            <translation>Perusahaan melaporkan tidak ada masalah ({time}): {url}</translation>
        </message>
        <message>
            <source>The company reports {level} ({time}): {url}</source>
            <translation>Perusahaan melaporkan {level} ({time}): {url}</translation>
        </message>
        <message>
            <source>catalogue update needs a file or an address, and nothing else takes one</source>
            <translation>catalogue update memerlukan berkas atau alamat, dan yang lain tidak menerimanya</translation>
        </message>
        <message>
            <source>The catalogue {catalogue} is in use from now on. Your own services come first.</source>
            <translation>Katalog {catalogue} dipakai mulai sekarang. Layananmu sendiri didahulukan.</translation>
        </message>
        <message>
            <source>What is in use cannot be read, so it is the program's own catalogue.</source>
            <translation>Yang dipakai tidak bisa dibaca, jadi katalog bawaan programlah yang dipakai.</translation>
        </message>
        <message>
            <source>The program's own catalogue is in use.</source>
            <translation>Katalog bawaan program yang dipakai.</translation>
        </message>
        <message>
            <source>The program's own catalogue is in use; it is newer than {catalogue}.</source>
            <translation>Katalog bawaan program yang dipakai; ia lebih baru daripada {catalogue}.</translation>
        </message>
        <message>
            <source>The catalogue {catalogue} is in use.</source>
            <translation>Katalog {catalogue} yang dipakai.</translation>
        </message>
        <message>
            <source>`catalogue revert` goes back to {catalogue}.</source>
            <translation>`catalogue revert` kembali ke {catalogue}.</translation>
        </message>
        <message>
            <source>`catalogue revert` goes back to the program's own.</source>
            <translation>`catalogue revert` kembali ke katalog bawaan program.</translation>
        </message>
        <message>
            <source>{serial} ({services} services, of {day})</source>
            <translation>{serial} ({services} layanan, tanggal {day})</translation>
        </message>
        <message>
            <source>Reading {name} …</source>
            <translation>Memeriksa {name} …</translation>
        </message>
        <message>
            <source>Reading the watched services …</source>
            <translation>Memeriksa layanan yang dipantau …</translation>
        </message>
        <message>
            <source>nothing is watched yet; for example: outage-notifier add whatsapp</source>
            <translation>belum ada yang dipantau; misalnya: outage-notifier add whatsapp</translation>
        </message>
        <message>
            <source>print JSON, for programs</source>
            <translation>cetak JSON, untuk program lain</translation>
        </message>
        <message>
            <source>NAME|URL</source>
            <translation>NAMA|URL</translation>
        </message>
        <message>
            <source>a service's name, or an address: https://example.org, example.org, host:port</source>
            <translation>nama layanan, atau alamat: https://example.org, example.org, host:port</translation>
        </message>
        <message>
            <source>NAME</source>
            <translation>NAMA</translation>
        </message>
        <message>
            <source>the service's name</source>
            <translation>nama layanan</translation>
        </message>
        <message>
            <source>WORD</source>
            <translation>KATA</translation>
        </message>
        <message>
            <source>part of a name, an alias or an owner</source>
            <translation>bagian dari nama, nama lain, atau pemilik</translation>
        </message>
        <message>
            <source>FILE|URL</source>
            <translation>BERKAS|URL</translation>
        </message>
        <message>
            <source>an Uptime Kuma backup or status page, a Gatus configuration, OPML, a list of addresses, or an export</source>
            <translation>cadangan atau halaman status Uptime Kuma, konfigurasi Gatus, OPML, daftar alamat, atau hasil ekspor</translation>
        </message>
        <message>
            <source>only say what would be done</source>
            <translation>hanya katakan apa yang akan dilakukan</translation>
        </message>
        <message>
            <source>FILE</source>
            <translation>BERKAS</translation>
        </message>
        <message>
            <source>where to write it; without one, it is printed</source>
            <translation>tempat menulisnya; tanpa ini, dicetak</translation>
        </message>
        <message>
            <source>what kind of server it is</source>
            <translation>jenis servernya</translation>
        </message>
        <message>
            <source>URL</source>
            <translation>URL</translation>
        </message>
        <message>
            <source>its address, as opened in a browser; Icinga: that of its API, port 5665</source>
            <translation>alamatnya, seperti dibuka di peramban; Icinga: alamat API-nya, port 5665</translation>
        </message>
        <message>
            <source>USER</source>
            <translation>PENGGUNA</translation>
        </message>
        <message>
            <source>log in with this name; the password is asked for, and kept in the keyring</source>
            <translation>masuk dengan nama ini; kata sandi ditanyakan, lalu disimpan di keyring</translation>
        </message>
        <message>
            <source>log in with a token, which is asked for, and kept in the keyring</source>
            <translation>masuk dengan token, yang ditanyakan, lalu disimpan di keyring</translation>
        </message>
        <message>
            <source>say what is in use, take a newer one over, or go back to the one before</source>
            <translation>katakan apa yang dipakai, pakai yang lebih baru, atau kembali ke yang sebelumnya</translation>
        </message>
        <message>
            <source>for update: the catalogue; its signature is beside it, in .minisig</source>
            <translation>untuk update: katalognya; tanda tangannya ada di sampingnya, di .minisig</translation>
        </message>
        <message>
            <source>KEY</source>
            <translation>KUNCI</translation>
        </message>
        <message>
            <source>a setting, by its name in the settings file</source>
            <translation>sebuah pengaturan, dengan namanya di berkas pengaturan</translation>
        </message>
        <message>
            <source>VALUE</source>
            <translation>NILAI</translation>
        </message>
        <message>
            <source>what it is to be from now on</source>
            <translation>nilainya mulai sekarang</translation>
        </message>
        <message>
            <source>only the incidents of this service</source>
            <translation>hanya kejadian pada layanan ini</translation>
        </message>
        <message>
            <source>WHEN</source>
            <translation>KAPAN</translation>
        </message>
        <message>
            <source>only those since a day (2026-01-31), a time, or so long ago (90m, 12h, 7d, 4w)</source>
            <translation>hanya sejak suatu hari (2026-01-31), suatu waktu, atau sekian lama yang lalu (90m, 12h, 7d, 4w)</translation>
        </message>
        <message>
            <source>COUNT</source>
            <translation>JUMLAH</translation>
        </message>
        <message>
            <source>at most so many, the newest ones (50)</source>
            <translation>paling banyak sekian, yang terbaru (50)</translation>
        </message>
        <message>
            <source>the scenario</source>
            <translation>skenarionya</translation>
        </message>
        <message>
            <source>SCENARIO</source>
            <translation>SKENARIO</translation>
        </message>
        <message>
            <source>a scenario's name or file; without one, an outage of WhatsApp</source>
            <translation>nama atau berkas skenario; tanpa itu, gangguan WhatsApp</translation>
        </message>
        <message>
            <source>TIMES</source>
            <translation>KALI</translation>
        </message>
        <message>
            <source>so many times as fast as real time</source>
            <translation>berapa kali lebih cepat dari waktu nyata</translation>
        </message>
        <message>
            <source>{id} is watched but in no catalogue</source>
            <translation>{id} dipantau, tetapi tidak ada di katalog mana pun</translation>
        </message>
        <message>
            <source>no service is called {name}</source>
            <translation>tidak ada layanan bernama {name}</translation>
        </message>
        <message>
            <source>did you mean: {names}?</source>
            <translation>maksudmu: {names}?</translation>
        </message>
        <message>
            <source>`outage-notifier services` lists all; any address can be given too</source>
            <translation>`outage-notifier services` menampilkan semuanya; alamat apa pun juga boleh</translation>
        </message>
        <message>
            <source>Written: {path}</source>
            <translation>Ditulis: {path}</translation>
        </message>
        <message>
            <source>There is no incident in the history.</source>
            <translation>Tidak ada kejadian dalam riwayat.</translation>
        </message>
        <message>
            <source>the history {file} cannot be read</source>
            <translation>riwayat {file} tidak bisa dibaca</translation>
        </message>
        <message>
            <source>it was written by a newer version of this program; please update</source>
            <translation>riwayat itu ditulis oleh versi program yang lebih baru; silakan perbarui program</translation>
        </message>
        <message>
            <source>it is broken; the next start sets it aside and begins a new one</source>
            <translation>riwayat itu rusak; saat program dimulai lagi, riwayat itu disisihkan dan yang baru dibuat</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Kapan</translation>
        </message>
        <message>
            <source>How long</source>
            <translation>Berapa lama</translation>
        </message>
        <message>
            <source>For whom</source>
            <translation>Bagi siapa</translation>
        </message>
        <message>
            <source>{duration}, still lasting</source>
            <translation>{duration}, masih berlangsung</translation>
        </message>
        <message>
            <source>{when} (practice)</source>
            <translation>{when} (latihan)</translation>
        </message>
        <message>
            <source>These would be watched:</source>
            <translation>Ini yang akan dipantau:</translation>
        </message>
        <message>
            <source>These are watched from now on:</source>
            <translation>Ini yang dipantau mulai sekarang:</translation>
        </message>
        <message>
            <source>Watched already: {names}</source>
            <translation>Sudah dipantau: {names}</translation>
        </message>
        <message>
            <source>Nothing was changed.</source>
            <translation>Tidak ada yang diubah.</translation>
        </message>
        <message>
            <source>Not carried over, or not wholly:</source>
            <translation>Tidak terbawa, atau tidak seluruhnya:</translation>
        </message>
        <message>
            <source>a server takes a name or a token, not both</source>
            <translation>server menerima nama atau token, bukan keduanya</translation>
        </message>
        <message>
            <source>nothing was entered, so nothing was changed</source>
            <translation>tidak ada yang dimasukkan, jadi tidak ada yang diubah</translation>
        </message>
        <message>
            <source>{name} is watched from now on; what it reports is shown here.</source>
            <translation>{name} dipantau mulai sekarang; laporannya ditampilkan di sini.</translation>
        </message>
        <message>
            <source>Its address is not encrypted, so the password can be overheard.</source>
            <translation>Alamatnya tidak terenkripsi, jadi kata sandinya bisa disadap.</translation>
        </message>
        <message>
            <source>Password of {user}: </source>
            <translation>Kata sandi {user}: </translation>
        </message>
        <message>
            <source>Token: </source>
            <translation>Token: </translation>
        </message>
        <message>
            <source>Practice</source>
            <translation>Latihan</translation>
        </message>
        <message>
            <source>The program that runs already plays it now.</source>
            <translation>Program yang sudah berjalan memainkannya sekarang.</translation>
        </message>
        <message>
            <source>Practice: this is not real. Time runs {count} times as fast.</source>
            <translation>Latihan: ini bukan sungguhan. Waktu berjalan {count} kali lebih cepat.</translation>
        </message>
        <message>
            <source>Reading for the first time …</source>
            <translation>Memeriksa untuk pertama kali …</translation>
        </message>
        <message>
            <source>q or Ctrl+C ends.</source>
            <translation>q atau Ctrl+C untuk selesai.</translation>
        </message>
        <message>
            <source>no service matches {word}; any address can be watched: outage-notifier add URL</source>
            <translation>tidak ada layanan yang cocok dengan {word}; alamat apa pun bisa dipantau: outage-notifier add URL</translation>
        </message>
        <message>
            <source>own</source>
            <translation>sendiri</translation>
        </message>
        <message>
            <source>watched</source>
            <translation>dipantau</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>Id</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Pemilik</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Kategori</translation>
        </message>
        <message>
            <source>--since cannot be {value}</source>
            <translation>--since tidak bisa bernilai {value}</translation>
        </message>
        <message>
            <source>expected a day (2026-01-31), a time (2026-01-31T18:30) or so long ago (12h, 7d)</source>
            <translation>harus berupa hari (2026-01-31), waktu (2026-01-31T18:30), atau sekian lama yang lalu (12h, 7d)</translation>
        </message>
        <message>
            <source>there is no command {value}; the commands are {choices}</source>
            <translation>tidak ada perintah {value}; perintah yang ada: {choices}</translation>
        </message>
        <message>
            <source>{argument} cannot be {value}; it is one of {choices}</source>
            <translation>{argument} tidak bisa bernilai {value}; pilihannya: {choices}</translation>
        </message>
        <message>
            <source>{argument} cannot be {value}</source>
            <translation>{argument} tidak bisa bernilai {value}</translation>
        </message>
        <message>
            <source>{argument} needs a value</source>
            <translation>{argument} perlu diberi nilai</translation>
        </message>
        <message>
            <source>missing: {names}</source>
            <translation>belum ada: {names}</translation>
        </message>
        <message>
            <source>not understood: {names}</source>
            <translation>tidak dimengerti: {names}</translation>
        </message>
        <message>
            <source>nothing is watched yet</source>
            <translation>belum ada yang dipantau</translation>
        </message>
        <message>
            <source>for example: outage-notifier add whatsapp</source>
            <translation>misalnya: outage-notifier add whatsapp</translation>
        </message>
        <message>
            <source>The program runs already and remembers; this table only shows.</source>
            <translation>Program sudah berjalan dan mengingat; tabel ini hanya menampilkan.</translation>
        </message>
        <message>
            <source>The program has been started and remembers from now on.</source>
            <translation>Program sudah dimulai dan mulai sekarang mengingat.</translation>
        </message>
        <message>
            <source>{name} is watched already.</source>
            <translation>{name} sudah dipantau.</translation>
        </message>
        <message>
            <source>{name} is watched from now on; its official page is read.</source>
            <translation>{name} mulai dipantau; halaman resminya ikut dibaca.</translation>
        </message>
        <message>
            <source>{name} is watched from now on.</source>
            <translation>{name} mulai dipantau.</translation>
        </message>
        <message>
            <source>{name} is no longer watched.</source>
            <translation>{name} tidak dipantau lagi.</translation>
        </message>
        <message>
            <source>Its description stays in {folder}, so `add {id}` brings it back.</source>
            <translation>Keterangannya tetap ada di {folder}, jadi `add {id}` memunculkannya lagi.</translation>
        </message>
        <message>
            <source>{name} is not watched</source>
            <translation>{name} tidak dipantau</translation>
        </message>
        <message>
            <source>watched are: {names}</source>
            <translation>yang dipantau: {names}</translation>
        </message>
    </context>
    <context>
        <name>Country</name>
        <message>
            <source>Algeria</source>
            <translation>Aljazair</translation>
        </message>
        <message>
            <source>Argentina</source>
            <translation>Argentina</translation>
        </message>
        <message>
            <source>Australia</source>
            <translation>Australia</translation>
        </message>
        <message>
            <source>Austria</source>
            <translation>Austria</translation>
        </message>
        <message>
            <source>Bahrain</source>
            <translation>Bahrain</translation>
        </message>
        <message>
            <source>Bangladesh</source>
            <translation>Bangladesh</translation>
        </message>
        <message>
            <source>Belgium</source>
            <translation>Belgia</translation>
        </message>
        <message>
            <source>Bolivia</source>
            <translation>Bolivia</translation>
        </message>
        <message>
            <source>Brazil</source>
            <translation>Brasil</translation>
        </message>
        <message>
            <source>Brunei</source>
            <translation>Brunei</translation>
        </message>
        <message>
            <source>Bulgaria</source>
            <translation>Bulgaria</translation>
        </message>
        <message>
            <source>Cambodia</source>
            <translation>Kamboja</translation>
        </message>
        <message>
            <source>Canada</source>
            <translation>Kanada</translation>
        </message>
        <message>
            <source>Chile</source>
            <translation>Cile</translation>
        </message>
        <message>
            <source>China</source>
            <translation>Tiongkok</translation>
        </message>
        <message>
            <source>Colombia</source>
            <translation>Kolombia</translation>
        </message>
        <message>
            <source>Croatia</source>
            <translation>Kroasia</translation>
        </message>
        <message>
            <source>Czechia</source>
            <translation>Ceko</translation>
        </message>
        <message>
            <source>Denmark</source>
            <translation>Denmark</translation>
        </message>
        <message>
            <source>Egypt</source>
            <translation>Mesir</translation>
        </message>
        <message>
            <source>Estonia</source>
            <translation>Estonia</translation>
        </message>
        <message>
            <source>Ethiopia</source>
            <translation>Etiopia</translation>
        </message>
        <message>
            <source>Finland</source>
            <translation>Finlandia</translation>
        </message>
        <message>
            <source>France</source>
            <translation>Prancis</translation>
        </message>
        <message>
            <source>Germany</source>
            <translation>Jerman</translation>
        </message>
        <message>
            <source>Ghana</source>
            <translation>Ghana</translation>
        </message>
        <message>
            <source>Greece</source>
            <translation>Yunani</translation>
        </message>
        <message>
            <source>Hong Kong</source>
            <translation>Hong Kong</translation>
        </message>
        <message>
            <source>Hungary</source>
            <translation>Hungaria</translation>
        </message>
        <message>
            <source>Iceland</source>
            <translation>Islandia</translation>
        </message>
        <message>
            <source>India</source>
            <translation>India</translation>
        </message>
        <message>
            <source>Indonesia</source>
            <translation>Indonesia</translation>
        </message>
        <message>
            <source>Iran</source>
            <translation>Iran</translation>
        </message>
        <message>
            <source>Iraq</source>
            <translation>Irak</translation>
        </message>
        <message>
            <source>Ireland</source>
            <translation>Irlandia</translation>
        </message>
        <message>
            <source>Israel</source>
            <translation>Israel</translation>
        </message>
        <message>
            <source>Italy</source>
            <translation>Italia</translation>
        </message>
        <message>
            <source>Japan</source>
            <translation>Jepang</translation>
        </message>
        <message>
            <source>Jordan</source>
            <translation>Yordania</translation>
        </message>
        <message>
            <source>Kazakhstan</source>
            <translation>Kazakhstan</translation>
        </message>
        <message>
            <source>Kenya</source>
            <translation>Kenya</translation>
        </message>
        <message>
            <source>Kuwait</source>
            <translation>Kuwait</translation>
        </message>
        <message>
            <source>Laos</source>
            <translation>Laos</translation>
        </message>
        <message>
            <source>Latvia</source>
            <translation>Latvia</translation>
        </message>
        <message>
            <source>Lebanon</source>
            <translation>Lebanon</translation>
        </message>
        <message>
            <source>Lithuania</source>
            <translation>Lituania</translation>
        </message>
        <message>
            <source>Luxembourg</source>
            <translation>Luksemburg</translation>
        </message>
        <message>
            <source>Macao</source>
            <translation>Makau</translation>
        </message>
        <message>
            <source>Malaysia</source>
            <translation>Malaysia</translation>
        </message>
        <message>
            <source>Mexico</source>
            <translation>Meksiko</translation>
        </message>
        <message>
            <source>Morocco</source>
            <translation>Maroko</translation>
        </message>
        <message>
            <source>Myanmar</source>
            <translation>Myanmar</translation>
        </message>
        <message>
            <source>Nepal</source>
            <translation>Nepal</translation>
        </message>
        <message>
            <source>Netherlands</source>
            <translation>Belanda</translation>
        </message>
        <message>
            <source>New Zealand</source>
            <translation>Selandia Baru</translation>
        </message>
        <message>
            <source>Nigeria</source>
            <translation>Nigeria</translation>
        </message>
        <message>
            <source>Norway</source>
            <translation>Norwegia</translation>
        </message>
        <message>
            <source>Oman</source>
            <translation>Oman</translation>
        </message>
        <message>
            <source>Pakistan</source>
            <translation>Pakistan</translation>
        </message>
        <message>
            <source>Papua New Guinea</source>
            <translation>Papua Nugini</translation>
        </message>
        <message>
            <source>Peru</source>
            <translation>Peru</translation>
        </message>
        <message>
            <source>Philippines</source>
            <translation>Filipina</translation>
        </message>
        <message>
            <source>Poland</source>
            <translation>Polandia</translation>
        </message>
        <message>
            <source>Portugal</source>
            <translation>Portugal</translation>
        </message>
        <message>
            <source>Qatar</source>
            <translation>Qatar</translation>
        </message>
        <message>
            <source>Romania</source>
            <translation>Rumania</translation>
        </message>
        <message>
            <source>Russia</source>
            <translation>Rusia</translation>
        </message>
        <message>
            <source>Saudi Arabia</source>
            <translation>Arab Saudi</translation>
        </message>
        <message>
            <source>Serbia</source>
            <translation>Serbia</translation>
        </message>
        <message>
            <source>Singapore</source>
            <translation>Singapura</translation>
        </message>
        <message>
            <source>Slovakia</source>
            <translation>Slowakia</translation>
        </message>
        <message>
            <source>Slovenia</source>
            <translation>Slovenia</translation>
        </message>
        <message>
            <source>South Africa</source>
            <translation>Afrika Selatan</translation>
        </message>
        <message>
            <source>South Korea</source>
            <translation>Korea Selatan</translation>
        </message>
        <message>
            <source>Spain</source>
            <translation>Spanyol</translation>
        </message>
        <message>
            <source>Sri Lanka</source>
            <translation>Sri Lanka</translation>
        </message>
        <message>
            <source>Sweden</source>
            <translation>Swedia</translation>
        </message>
        <message>
            <source>Switzerland</source>
            <translation>Swiss</translation>
        </message>
        <message>
            <source>Taiwan</source>
            <translation>Taiwan</translation>
        </message>
        <message>
            <source>Thailand</source>
            <translation>Thailand</translation>
        </message>
        <message>
            <source>Timor-Leste</source>
            <translation>Timor-Leste</translation>
        </message>
        <message>
            <source>Tunisia</source>
            <translation>Tunisia</translation>
        </message>
        <message>
            <source>Türkiye</source>
            <translation>Turki</translation>
        </message>
        <message>
            <source>Ukraine</source>
            <translation>Ukraina</translation>
        </message>
        <message>
            <source>United Arab Emirates</source>
            <translation>Uni Emirat Arab</translation>
        </message>
        <message>
            <source>United Kingdom</source>
            <translation>Inggris Raya</translation>
        </message>
        <message>
            <source>United States</source>
            <translation>Amerika Serikat</translation>
        </message>
        <message>
            <source>Uzbekistan</source>
            <translation>Uzbekistan</translation>
        </message>
        <message>
            <source>Venezuela</source>
            <translation>Venezuela</translation>
        </message>
        <message>
            <source>Vietnam</source>
            <translation>Vietnam</translation>
        </message>
    </context>
    <context>
        <name>Doctor</name>
        <message>
            <source>Tray</source>
            <translation>Baki sistem</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notifikasi</translation>
        </message>
        <message>
            <source>Keyring</source>
            <translation>Keyring</translation>
        </message>
        <message>
            <source>It could not be looked at: {reason}</source>
            <translation>Tidak bisa diperiksa: {reason}</translation>
        </message>
        <message>
            <source>ok</source>
            <translation>baik</translation>
        </message>
        <message>
            <source>warning</source>
            <translation>perhatian</translation>
        </message>
        <message>
            <source>bad</source>
            <translation>buruk</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Pengaturan</translation>
        </message>
        <message>
            <source>Correct the file, or set the key anew.</source>
            <translation>Perbaiki berkasnya, atau atur ulang kunci itu.</translation>
        </message>
        <message>
            <source>There is no file yet: the defaults hold.</source>
            <translation>Berkasnya belum ada: nilai bawaan yang berlaku.</translation>
        </message>
        <message>
            <source>Settings folder</source>
            <translation>Folder pengaturan</translation>
        </message>
        <message>
            <source>Data folder</source>
            <translation>Folder data</translation>
        </message>
        <message>
            <source>Log folder</source>
            <translation>Folder log</translation>
        </message>
        <message>
            <source>{folder} cannot be written: {reason}</source>
            <translation>{folder} tidak bisa ditulisi: {reason}</translation>
        </message>
        <message>
            <source>Make room on the disk, or make the folder yours.</source>
            <translation>Kosongkan ruang di disk, atau jadikan folder itu milikmu.</translation>
        </message>
        <message>
            <source>Catalogue</source>
            <translation>Katalog</translation>
        </message>
        <message>
            <source>Correct the files in {folder}.</source>
            <translation>Perbaiki berkas di {folder}.</translation>
        </message>
        <message>
            <source>The installation is not complete: install the program again.</source>
            <translation>Pemasangannya tidak lengkap: pasang lagi programnya.</translation>
        </message>
        <message>
            <source>No service is known.</source>
            <translation>Tidak ada layanan yang dikenal.</translation>
        </message>
        <message>
            <source>Watched, but in no catalogue: {names}</source>
            <translation>Dipantau, tetapi tidak ada di katalog mana pun: {names}</translation>
        </message>
        <message>
            <source>Known services: {count}</source>
            <translation>Layanan yang dikenal: {count}</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Riwayat</translation>
        </message>
        <message>
            <source>There is none yet.</source>
            <translation>Belum ada.</translation>
        </message>
        <message>
            <source>{file} is damaged: {problem}</source>
            <translation>{file} rusak: {problem}</translation>
        </message>
        <message>
            <source>Quit the program, move the file away, and start again.</source>
            <translation>Tutup program, pindahkan berkas itu, lalu mulai lagi.</translation>
        </message>
        <message>
            <source>{file}, {size} MB, undamaged</source>
            <translation>{file}, {size} MB, tidak rusak</translation>
        </message>
        <message>
            <source>{file} was written by a newer version.</source>
            <translation>{file} ditulis oleh versi yang lebih baru.</translation>
        </message>
        <message>
            <source>Update the program; until then nothing is remembered.</source>
            <translation>Perbarui program; sebelum itu tidak ada yang diingat.</translation>
        </message>
        <message>
            <source>{file} is broken.</source>
            <translation>{file} rusak.</translation>
        </message>
        <message>
            <source>Nothing to do: the next start sets it aside and begins a new one.</source>
            <translation>Tidak perlu apa-apa: saat program dimulai lagi, berkas itu disisihkan dan yang baru dibuat.</translation>
        </message>
        <message>
            <source>It cannot be read: {reason}</source>
            <translation>Tidak bisa dibaca: {reason}</translation>
        </message>
        <message>
            <source>Make room on the disk, or make the file yours.</source>
            <translation>Kosongkan ruang di disk, atau jadikan berkas itu milikmu.</translation>
        </message>
        <message>
            <source>{program} with Python {python}, Qt {qt}, httpx {httpx}, SQLite {sqlite}, on {system}</source>
            <translation>{program} dengan Python {python}, Qt {qt}, httpx {httpx}, SQLite {sqlite}, di {system}</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>Versi</translation>
        </message>
        <message>
            <source>This version of Qt for Python is known to crash; take another one.</source>
            <translation>Versi Qt untuk Python ini diketahui sering mogok; pakailah versi lain.</translation>
        </message>
        <message>
            <source>Display</source>
            <translation>Layar</translation>
        </message>
        <message>
            <source>There is no display, so there can be no tray icon.</source>
            <translation>Tidak ada layar, jadi tidak bisa ada ikon di baki sistem.</translation>
        </message>
        <message>
            <source>Watch in the terminal instead.</source>
            <translation>Pantau saja di terminal.</translation>
        </message>
        <message>
            <source>The system has one.</source>
            <translation>Sistem ini memilikinya.</translation>
        </message>
        <message>
            <source>Without a display there is no tray.</source>
            <translation>Tanpa layar tidak ada baki sistem.</translation>
        </message>
        <message>
            <source>A panel shows status icons (StatusNotifier).</source>
            <translation>Sebuah panel menampilkan ikon status (StatusNotifier).</translation>
        </message>
        <message>
            <source>A panel shows status icons (XEmbed).</source>
            <translation>Sebuah panel menampilkan ikon status (XEmbed).</translation>
        </message>
        <message>
            <source>Nothing shows status icons; the program opens its window instead.</source>
            <translation>Tidak ada yang menampilkan ikon status; program membuka jendelanya sebagai gantinya.</translation>
        </message>
        <message>
            <source>GNOME needs the extension AppIndicator; then log out and in again.</source>
            <translation>GNOME perlu ekstensi AppIndicator; setelah itu keluar dan masuk lagi.</translation>
        </message>
        <message>
            <source>Add a tray (also called notification area or status icons) to the panel.</source>
            <translation>Tambahkan baki sistem (disebut juga area notifikasi atau ikon status) ke panel.</translation>
        </message>
        <message>
            <source>None can be shown ({reason}); the tray's balloon is used instead.</source>
            <translation>Tidak ada yang bisa ditampilkan ({reason}); balon di baki sistem dipakai sebagai gantinya.</translation>
        </message>
        <message>
            <source>Desktops bring a notification server; on a bare window manager install one.</source>
            <translation>Lingkungan desktop membawa server notifikasi; di pengelola jendela polos, pasang sendiri.</translation>
        </message>
        <message>
            <source>{server}, but the desktop is set not to disturb you.</source>
            <translation>{server}, tetapi desktop disetel agar kamu tidak diganggu.</translation>
        </message>
        <message>
            <source>Switch `do not disturb` off to see notifications.</source>
            <translation>Matikan mode `jangan ganggu` agar notifikasi terlihat.</translation>
        </message>
        <message>
            <source>{server}, which shows no buttons.</source>
            <translation>{server}, tanpa tombol.</translation>
        </message>
        <message>
            <source>Open the incident from the tray's menu.</source>
            <translation>Buka kejadian dari menu di baki sistem.</translation>
        </message>
        <message>
            <source>{server}, with buttons.</source>
            <translation>{server}, dengan tombol.</translation>
        </message>
        <message>
            <source>{name} is locked.</source>
            <translation>{name} terkunci.</translation>
        </message>
        <message>
            <source>Only needed for a proxy with a password: unlock it in the password manager.</source>
            <translation>Hanya perlu untuk proxy dengan kata sandi: buka kuncinya di pengelola kata sandi.</translation>
        </message>
        <message>
            <source>There is none, so a proxy's password cannot be kept.</source>
            <translation>Tidak ada, jadi kata sandi proxy tidak bisa disimpan.</translation>
        </message>
        <message>
            <source>Only needed for a proxy with a password.</source>
            <translation>Hanya perlu untuk proxy dengan kata sandi.</translation>
        </message>
        <message>
            <source>Start at login</source>
            <translation>Mulai saat masuk</translation>
        </message>
        <message>
            <source>The system's entry cannot be read: {reason}</source>
            <translation>Catatan di sistem tidak bisa dibaca: {reason}</translation>
        </message>
        <message>
            <source>On.</source>
            <translation>Nyala.</translation>
        </message>
        <message>
            <source>Off, as set.</source>
            <translation>Mati, sesuai pengaturan.</translation>
        </message>
        <message>
            <source>The system starts the program, though it is switched off in the settings.</source>
            <translation>Sistem memulai program ini, padahal di pengaturan dimatikan.</translation>
        </message>
        <message>
            <source>Switched on in the settings, but the system does not start the program.</source>
            <translation>Di pengaturan dinyalakan, tetapi sistem tidak memulai program ini.</translation>
        </message>
        <message>
            <source>Switch it off and on again in the settings window.</source>
            <translation>Matikan lalu nyalakan lagi di jendela pengaturan.</translation>
        </message>
        <message>
            <source>Correct the address, or use the system's proxy.</source>
            <translation>Perbaiki alamatnya, atau pakai proxy milik sistem.</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <source>{judgement} ({count} of {total} anchors answer).</source>
            <translation>{judgement} ({count} dari {total} titik acuan menjawab).</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Koneksi</translation>
        </message>
        <message>
            <source>Anchor {target} of {owner}</source>
            <translation>Titik acuan {target} milik {owner}</translation>
        </message>
        <message>
            <source>One alone does not matter: the others tell about the line.</source>
            <translation>Satu saja tidak masalah: yang lain menunjukkan keadaan koneksi.</translation>
        </message>
        <message>
            <source>Name resolution</source>
            <translation>Pencarian nama</translation>
        </message>
        <message>
            <source>{count} of {total} names found, within {time}</source>
            <translation>{count} dari {total} nama ditemukan, dalam {time}</translation>
        </message>
        <message>
            <source>The DNS server of your network does not answer; another one may, such as 9.9.9.9.</source>
            <translation>Server DNS di jaringanmu tidak menjawab; yang lain mungkin menjawab, misalnya 9.9.9.9.</translation>
        </message>
        <message>
            <source>There is no name to look up.</source>
            <translation>Tidak ada nama yang perlu dicari.</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>Sertifikat</translation>
        </message>
        <message>
            <source>Without certificates no secure connection can be made: install them.</source>
            <translation>Tanpa sertifikat, koneksi aman tidak bisa dibuat: pasang dulu sertifikatnya.</translation>
        </message>
        <message>
            <source>The system has no certificate store.</source>
            <translation>Sistem ini tidak punya penyimpanan sertifikat.</translation>
        </message>
        <message>
            <source>From {store}; no anchor speaks TLS, so nothing was tried.</source>
            <translation>Dari {store}; tidak ada titik acuan yang memakai TLS, jadi tidak ada yang dicoba.</translation>
        </message>
        <message>
            <source>From {store}; the certificate of {host} is trusted</source>
            <translation>Dari {store}; sertifikat {host} dipercaya</translation>
        </message>
        <message>
            <source>A wrong clock, old certificates or a program that reads along can be the cause.</source>
            <translation>Penyebabnya bisa jam yang salah, sertifikat lama, atau program yang ikut membaca.</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>Jam</translation>
        </message>
        <message>
            <source>No anchor told the time.</source>
            <translation>Tidak ada titik acuan yang memberi tahu waktu.</translation>
        </message>
        <message>
            <source>Agrees with that of {owner}.</source>
            <translation>Sama dengan jam {owner}.</translation>
        </message>
        <message>
            <source>Your clock is {duration} ahead of that of {owner}.</source>
            <translation>Jammu {duration} lebih cepat dari jam {owner}.</translation>
        </message>
        <message>
            <source>Your clock is {duration} behind that of {owner}.</source>
            <translation>Jammu {duration} lebih lambat dari jam {owner}.</translation>
        </message>
        <message>
            <source>Secure connections fail with a wrong clock: let the system set it.</source>
            <translation>Koneksi aman gagal kalau jamnya salah: biarkan sistem yang mengaturnya.</translation>
        </message>
        <message>
            <source>None is used.</source>
            <translation>Tidak ada yang dipakai.</translation>
        </message>
        <message>
            <source>{proxy} does not answer ({reason}).</source>
            <translation>{proxy} tidak menjawab ({reason}).</translation>
        </message>
        <message>
            <source>Correct the address, or use none.</source>
            <translation>Perbaiki alamatnya, atau jangan pakai proxy.</translation>
        </message>
        <message>
            <source>{proxy} answers.</source>
            <translation>{proxy} menjawab.</translation>
        </message>
    </context>
    <context>
        <name>Failure</name>
        <message>
            <source>the name could not be found</source>
            <translation>namanya tidak ditemukan</translation>
        </message>
        <message>
            <source>looking up the name failed</source>
            <translation>pencarian namanya gagal</translation>
        </message>
        <message>
            <source>the connection was refused</source>
            <translation>koneksinya ditolak</translation>
        </message>
        <message>
            <source>no answer within {seconds} s</source>
            <translation>tidak ada jawaban dalam {seconds} dtk</translation>
        </message>
        <message>
            <source>there was no way to the server</source>
            <translation>tidak ada jalan ke server</translation>
        </message>
        <message>
            <source>the connection was cut off</source>
            <translation>koneksinya terputus</translation>
        </message>
        <message>
            <source>no secure connection could be made</source>
            <translation>koneksi aman tidak bisa dibuat</translation>
        </message>
        <message>
            <source>the server's certificate is not valid</source>
            <translation>sertifikat server tidak sah</translation>
        </message>
        <message>
            <source>connected, but no answer within {seconds} s</source>
            <translation>tersambung, tetapi tidak ada jawaban dalam {seconds} dtk</translation>
        </message>
        <message>
            <source>the server reported an error of its own</source>
            <translation>server melaporkan kesalahan pada dirinya</translation>
        </message>
        <message>
            <source>the server gave an unexpected answer</source>
            <translation>server memberi jawaban yang tidak terduga</translation>
        </message>
        <message>
            <source>the answer was not the expected one</source>
            <translation>jawabannya bukan yang diharapkan</translation>
        </message>
        <message>
            <source>the answer was too large</source>
            <translation>jawabannya terlalu besar</translation>
        </message>
        <message>
            <source>the answer could not be understood</source>
            <translation>jawabannya tidak bisa dipahami</translation>
        </message>
        <message>
            <source>a fault of this program</source>
            <translation>kesalahan pada program ini</translation>
        </message>
    </context>
    <context>
        <name>FirstRun</name>
        <message>
            <source>Welcome to Outage Notifier</source>
            <translation>Selamat datang di Outage Notifier</translation>
        </message>
        <message>
            <source>Which apps do you use?</source>
            <translation>Aplikasi apa saja yang kamu pakai?</translation>
        </message>
        <message>
            <source>Outage Notifier watches them for you. When one fails it tells you whether it is down for everyone or just for you. You can change your choice at any time.</source>
            <translation>Outage Notifier memantaunya untukmu. Kalau ada yang bermasalah, kamu diberi tahu apakah down untuk semua orang atau cuma untukmu. Pilihan ini bisa kamu ubah kapan saja.</translation>
        </message>
        <message>
            <source>Search more apps</source>
            <translation>Cari aplikasi lain</translation>
        </message>
        <message>
            <source>Apps</source>
            <translation>Aplikasi</translation>
        </message>
        <message>
            <source>Nothing is called that. Any address can be added later, in the settings.</source>
            <translation>Tidak ada yang bernama begitu. Alamat apa pun bisa ditambahkan nanti, di pengaturan.</translation>
        </message>
        <message>
            <source>&amp;Not now</source>
            <translation>&amp;Nanti saja</translation>
        </message>
        <message>
            <source>&amp;Start watching</source>
            <translation>&amp;Mulai memantau</translation>
        </message>
        <message numerus="yes">
            <source>%n apps chosen</source>
            <translation>
                <numerusform>%n aplikasi dipilih</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Header</name>
        <message>
            <source>Summary</source>
            <translation>Ringkasan</translation>
        </message>
        <message>
            <source>Check &amp;now</source>
            <translation>&amp;Periksa sekarang</translation>
        </message>
        <message>
            <source>S&amp;ettings…</source>
            <translation>Pengatura&amp;n…</translation>
        </message>
    </context>
    <context>
        <name>HistoryWindow</name>
        <message>
            <source>Outage Notifier</source>
            <translation>Outage Notifier</translation>
        </message>
    </context>
    <context>
        <name>IncidentsModel</name>
        <message>
            <source>When</source>
            <translation>Kapan</translation>
        </message>
        <message>
            <source>How long</source>
            <translation>Berapa lama</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Layanan</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Siapa</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Apa</translation>
        </message>
        <message>
            <source>{duration} so far</source>
            <translation>sudah {duration}</translation>
        </message>
        <message>
            <source>Practice: {service}</source>
            <translation>Latihan: {service}</translation>
        </message>
    </context>
    <context>
        <name>IncidentsPanel</name>
        <message>
            <source>&amp;Outages</source>
            <translation>&amp;Gangguan</translation>
        </message>
        <message>
            <source>Outages</source>
            <translation>Gangguan</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Waktu</translation>
        </message>
        <message>
            <source>Nothing is watched yet. Pick the apps you use.</source>
            <translation>Belum ada yang dipantau. Pilih aplikasi yang kamu pakai.</translation>
        </message>
        <message>
            <source>&amp;Pick apps…</source>
            <translation>Pilih &amp;aplikasi…</translation>
        </message>
        <message>
            <source>No outage in this time.</source>
            <translation>Tidak ada gangguan pada waktu ini.</translation>
        </message>
        <message>
            <source>Show &amp;all times</source>
            <translation>Tampilkan &amp;semua waktu</translation>
        </message>
        <message>
            <source>No outage of {service} so far.</source>
            <translation>Sejauh ini {service} tidak pernah gangguan.</translation>
        </message>
        <message numerus="yes">
            <source>No outage so far. Watching %n services.</source>
            <translation>
                <numerusform>Belum ada gangguan. Memantau %n layanan.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LatencyLine</name>
        <message>
            <source>Time to answer</source>
            <translation>Waktu menjawab</translation>
        </message>
        <message>
            <source>No answers in this time.</source>
            <translation>Tidak ada jawaban pada waktu ini.</translation>
        </message>
        <message>
            <source>Answers took {mean} on average, {most} at most</source>
            <translation>Jawaban datang rata-rata dalam {mean}, paling lama {most}</translation>
        </message>
    </context>
    <context>
        <name>Line</name>
        <message>
            <source>Your connection is fine</source>
            <translation>Koneksimu baik</translation>
        </message>
        <message>
            <source>You seem to be offline</source>
            <translation>Sepertinya kamu sedang offline</translation>
        </message>
        <message>
            <source>Your connection cannot look up names</source>
            <translation>Koneksimu tidak bisa mencari nama</translation>
        </message>
        <message>
            <source>Your network wants you to sign in</source>
            <translation>Jaringanmu memintamu masuk dulu</translation>
        </message>
        <message>
            <source>Your connection is unreliable</source>
            <translation>Koneksimu tidak stabil</translation>
        </message>
        <message>
            <source>The computer is asleep</source>
            <translation>Komputer sedang tidur</translation>
        </message>
        <message>
            <source>Your apps are being watched.</source>
            <translation>Aplikasimu sedang dipantau.</translation>
        </message>
        <message>
            <source>I will stay quiet about your apps until you are back.</source>
            <translation>Aku tidak akan berkata apa-apa soal aplikasimu sampai kamu online lagi.</translation>
        </message>
        <message>
            <source>Addresses answer, but names are not found: the DNS server of your network or provider is likely the cause. I will stay quiet about your apps until that works again.</source>
            <translation>Alamat menjawab, tetapi nama tidak ditemukan: kemungkinan penyebabnya server DNS di jaringan atau penyedia internetmu. Aku tidak akan berkata apa-apa soal aplikasimu sampai itu berfungsi lagi.</translation>
        </message>
        <message>
            <source>Open any page in your browser and sign in. I will stay quiet about your apps until then.</source>
            <translation>Buka halaman apa saja di perambanmu, lalu masuk. Sampai saat itu aku tidak akan berkata apa-apa soal aplikasimu.</translation>
        </message>
        <message>
            <source>Much of what you send gets lost, so apps may seem broken. I will stay quiet about them until that is over.</source>
            <translation>Banyak yang kamu kirim hilang di jalan, jadi aplikasi bisa terlihat rusak. Aku tidak akan berkata apa-apa soal itu sampai keadaannya membaik.</translation>
        </message>
        <message>
            <source>Your apps will be checked when it is awake.</source>
            <translation>Aplikasimu akan diperiksa setelah komputer bangun.</translation>
        </message>
        <message>
            <source>Your connection was fine again.</source>
            <translation>Koneksimu baik lagi.</translation>
        </message>
        <message>
            <source>Your connection was lost.</source>
            <translation>Koneksimu terputus.</translation>
        </message>
        <message>
            <source>Your connection could not look up names any more.</source>
            <translation>Koneksimu tidak bisa mencari nama lagi.</translation>
        </message>
        <message>
            <source>Your network wanted you to sign in.</source>
            <translation>Jaringanmu memintamu masuk dulu.</translation>
        </message>
        <message>
            <source>Your connection became unreliable.</source>
            <translation>Koneksimu menjadi tidak stabil.</translation>
        </message>
        <message>
            <source>The computer went to sleep.</source>
            <translation>Komputer tertidur.</translation>
        </message>
        <message>
            <source>Your connection finds names again</source>
            <translation>Koneksimu bisa menemukan nama lagi</translation>
        </message>
        <message>
            <source>You are signed in to the network</source>
            <translation>Kamu sudah masuk ke jaringan</translation>
        </message>
        <message>
            <source>Your connection is reliable again</source>
            <translation>Koneksimu stabil lagi</translation>
        </message>
        <message>
            <source>You are online again</source>
            <translation>Kamu online lagi</translation>
        </message>
        <message>
            <source>Something has changed with your apps meanwhile.</source>
            <translation>Sementara itu ada yang berubah pada aplikasimu.</translation>
        </message>
        <message>
            <source>It took {duration} ({span}). Something has changed with your apps meanwhile.</source>
            <translation>Lamanya {duration} ({span}). Sementara itu ada yang berubah pada aplikasimu.</translation>
        </message>
        <message>
            <source>online</source>
            <translation>online</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>offline</translation>
        </message>
        <message>
            <source>names are not found (DNS)</source>
            <translation>nama tidak ditemukan (DNS)</translation>
        </message>
        <message>
            <source>sign-in needed</source>
            <translation>perlu masuk dulu</translation>
        </message>
        <message>
            <source>unreliable</source>
            <translation>tidak stabil</translation>
        </message>
        <message>
            <source>asleep</source>
            <translation>tidur</translation>
        </message>
    </context>
    <context>
        <name>List</name>
        <message>
            <source>{names} and {last}</source>
            <translation>{names} dan {last}</translation>
        </message>
        <message numerus="yes">
            <source>{names} and %n others</source>
            <translation>
                <numerusform>{names} dan %n lainnya</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{names} and %n other parts</source>
            <translation>
                <numerusform>{names} dan %n bagian lain</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>The history was damaged</source>
            <translation>Riwayat rusak</translation>
        </message>
        <message>
            <source>It was set aside as {file}, and a new one was begun.</source>
            <translation>Riwayat itu disisihkan sebagai {file}, dan yang baru sudah dibuat.</translation>
        </message>
        <message>
            <source>The history cannot be written</source>
            <translation>Riwayat tidak bisa ditulis</translation>
        </message>
        <message>
            <source>Watching goes on, but nothing is remembered: {reason}</source>
            <translation>Pemantauan jalan terus, tetapi tidak ada yang diingat: {reason}</translation>
        </message>
        <message>
            <source>The history is of a newer version of this program</source>
            <translation>Riwayat berasal dari versi program yang lebih baru</translation>
        </message>
        <message>
            <source>It is left alone, and nothing is remembered. Please update the program.</source>
            <translation>Riwayat itu dibiarkan, dan tidak ada yang diingat. Silakan perbarui program.</translation>
        </message>
        <message>
            <source>The settings could not be read completely</source>
            <translation>Pengaturan tidak bisa dibaca seluruhnya</translation>
        </message>
        <message>
            <source>A copy of the file was kept. The fault is here: {place}</source>
            <translation>Salinan berkasnya disimpan. Kesalahannya di sini: {place}</translation>
        </message>
        <message>
            <source>One of your own services cannot be read</source>
            <translation>Salah satu layananmu sendiri tidak bisa dibaca</translation>
        </message>
        <message>
            <source>It is not watched until this is put right: {problem}</source>
            <translation>Layanan itu tidak dipantau sampai ini diperbaiki: {problem}</translation>
        </message>
        <message>
            <source>Checking has stopped because of a fault in this program</source>
            <translation>Pemeriksaan berhenti karena kesalahan pada program ini</translation>
        </message>
        <message>
            <source>Please start it again. Details are in the log: {fault}</source>
            <translation>Silakan mulai lagi programnya. Rinciannya ada di log: {fault}</translation>
        </message>
    </context>
    <context>
        <name>Notification</name>
        <message>
            <source>Practice: {title}</source>
            <translation>Latihan: {title}</translation>
        </message>
        <message>
            <source>{service} may have a problem</source>
            <translation>{service} mungkin bermasalah</translation>
        </message>
        <message>
            <source>{services} may have a problem</source>
            <comment>several services</comment>
            <translation>{services} mungkin bermasalah</translation>
        </message>
        <message>
            <source>{service} is down, the company reports</source>
            <translation>{service} down, menurut laporan perusahaan</translation>
        </message>
        <message>
            <source>{services} are down, the company reports</source>
            <translation>{services} down, menurut laporan perusahaan</translation>
        </message>
        <message>
            <source>{service} is down for everyone</source>
            <translation>{service} down untuk semua orang</translation>
        </message>
        <message>
            <source>{service} is down in {countries}</source>
            <translation>{service} down di {countries}</translation>
        </message>
        <message>
            <source>{service} is down on your network</source>
            <translation>{service} down di jaringanmu</translation>
        </message>
        <message>
            <source>{service} is down only for you</source>
            <translation>{service} down cuma untukmu</translation>
        </message>
        <message>
            <source>{service} is down</source>
            <translation>{service} down</translation>
        </message>
        <message>
            <source>{services} are down for everyone</source>
            <translation>{services} down untuk semua orang</translation>
        </message>
        <message>
            <source>{services} are down in {countries}</source>
            <translation>{services} down di {countries}</translation>
        </message>
        <message>
            <source>{services} are down on your network</source>
            <translation>{services} down di jaringanmu</translation>
        </message>
        <message>
            <source>{services} are down only for you</source>
            <translation>{services} down cuma untukmu</translation>
        </message>
        <message>
            <source>{services} are down</source>
            <translation>{services} down</translation>
        </message>
        <message>
            <source>It began at {time}.</source>
            <translation>Mulai {time}.</translation>
        </message>
        <message>
            <source>It began before {time}, while this computer could not look: {components}.</source>
            <translation>Mulai sebelum {time}, saat komputer ini tidak bisa memeriksa: {components}.</translation>
        </message>
        <message>
            <source>It began before {time}, while this computer could not look.</source>
            <translation>Mulai sebelum {time}, saat komputer ini tidak bisa memeriksa.</translation>
        </message>
        <message>
            <source>Nothing of it has worked since {time}.</source>
            <translation>Tidak ada bagiannya yang berfungsi sejak {time}.</translation>
        </message>
        <message>
            <source>Failing since {time}: {components}.</source>
            <translation>Gagal sejak {time}: {components}.</translation>
        </message>
        <message>
            <source>It seems to affect {countries}.</source>
            <translation>Tampaknya berdampak di {countries}.</translation>
        </message>
        <message>
            <source>It works elsewhere, so the fault is likely on this computer or its line.</source>
            <translation>Di tempat lain normal, jadi masalahnya mungkin di komputer ini atau koneksinya.</translation>
        </message>
        <message>
            <source>It works elsewhere, so the fault is likely with your internet provider.</source>
            <translation>Di tempat lain normal, jadi masalahnya mungkin di penyedia internetmu.</translation>
        </message>
        <message>
            <source>It is not just you: it fails from other places too.</source>
            <translation>Bukan cuma kamu: dari tempat lain juga gagal.</translation>
        </message>
        <message>
            <source>Your own connection is fine.</source>
            <translation>Koneksimu sendiri baik.</translation>
        </message>
        <message>
            <source>It fails in some countries, but works in others.</source>
            <translation>Gagal di beberapa negara, tetapi berfungsi di negara lain.</translation>
        </message>
        <message>
            <source>It fails in {countries}, but works elsewhere.</source>
            <translation>Gagal di {countries}, tetapi berfungsi di tempat lain.</translation>
        </message>
        <message>
            <source>The company says: “{statement}”</source>
            <translation>Kata perusahaan: “{statement}”</translation>
        </message>
        <message>
            <source>That is what its status page says.</source>
            <translation>Begitu kata halaman statusnya.</translation>
        </message>
        <message>
            <source>The company has not said anything yet.</source>
            <translation>Perusahaan belum mengatakan apa-apa.</translation>
        </message>
        <message>
            <source>{services} works again, but slowly</source>
            <translation>{services} normal lagi, tetapi lambat</translation>
        </message>
        <message>
            <source>{services} works again</source>
            <translation>{services} normal lagi</translation>
        </message>
        <message>
            <source>{services} work again, but slowly</source>
            <translation>{services} normal lagi, tetapi lambat</translation>
        </message>
        <message>
            <source>{services} work again</source>
            <translation>{services} normal lagi</translation>
        </message>
        <message>
            <source>It was over at {time}.</source>
            <translation>Berakhir {time}.</translation>
        </message>
        <message>
            <source>Down for at least {duration} (until {end}).</source>
            <translation>Down setidaknya selama {duration} (sampai {end}).</translation>
        </message>
        <message>
            <source>The problem lasted at least {duration} (until {end}).</source>
            <translation>Masalahnya berlangsung setidaknya {duration} (sampai {end}).</translation>
        </message>
        <message>
            <source>Down for {duration} ({span}).</source>
            <translation>Down selama {duration} ({span}).</translation>
        </message>
        <message>
            <source>The problem lasted {duration} ({span}).</source>
            <translation>Masalahnya berlangsung {duration} ({span}).</translation>
        </message>
        <message>
            <source>{services} is unstable</source>
            <translation>{services} tidak stabil</translation>
        </message>
        <message>
            <source>{services} are unstable</source>
            <translation>{services} tidak stabil</translation>
        </message>
        <message>
            <source>It works and fails by turns since {time}. I will tell you when it has settled.</source>
            <translation>Kadang normal, kadang gagal sejak {time}. Nanti kuberi tahu kalau sudah tenang.</translation>
        </message>
        <message>
            <source>What happened while you were away</source>
            <translation>Yang terjadi selama kamu pergi</translation>
        </message>
        <message>
            <source>{service} is down since {time}.</source>
            <translation>{service} down sejak {time}.</translation>
        </message>
        <message>
            <source>{service} was down for {duration} ({span}).</source>
            <translation>{service} down selama {duration} ({span}).</translation>
        </message>
    </context>
    <context>
        <name>Outcome</name>
        <message>
            <source>answered</source>
            <translation>menjawab</translation>
        </message>
        <message>
            <source>answered slowly</source>
            <translation>menjawab lambat</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>gagal</translation>
        </message>
        <message>
            <source>answered, but does not tell</source>
            <translation>menjawab, tetapi tidak menjelaskan</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>tidak bisa dibaca</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>dilewati</translation>
        </message>
    </context>
    <context>
        <name>Page</name>
        <message>
            <source>Its status page cannot be read since {time}.</source>
            <translation>Halaman statusnya tidak bisa dibaca sejak {time}.</translation>
        </message>
        <message>
            <source>It has no status page that can be read.</source>
            <translation>Tidak ada halaman statusnya yang bisa dibaca.</translation>
        </message>
        <message>
            <source>Its status page has not been read yet.</source>
            <translation>Halaman statusnya belum dibaca.</translation>
        </message>
        <message>
            <source>The company reports no problem ({time}).</source>
            <translation>Perusahaan melaporkan tidak ada masalah ({time}).</translation>
        </message>
        <message>
            <source>The company reports {level} ({time}): “{title}”</source>
            <translation>Perusahaan melaporkan {level} ({time}): “{title}”</translation>
        </message>
        <message>
            <source>The company reports {level} ({time}).</source>
            <translation>Perusahaan melaporkan {level} ({time}).</translation>
        </message>
        <message>
            <source>Affected: {components}.</source>
            <translation>Terdampak: {components}.</translation>
        </message>
        <message>
            <source>It has not been checked yet.</source>
            <translation>Belum diperiksa.</translation>
        </message>
        <message>
            <source>Last checked {time}.</source>
            <translation>Terakhir diperiksa {time}.</translation>
        </message>
        <message>
            <source>Meanwhile: {services}</source>
            <translation>Sementara itu: {services}</translation>
        </message>
    </context>
    <context>
        <name>PageLevel</name>
        <message>
            <source>no problem</source>
            <translation>tidak ada masalah</translation>
        </message>
        <message>
            <source>reduced performance</source>
            <translation>kinerja menurun</translation>
        </message>
        <message>
            <source>a partial outage</source>
            <translation>gangguan sebagian</translation>
        </message>
        <message>
            <source>a major outage</source>
            <translation>gangguan besar</translation>
        </message>
        <message>
            <source>maintenance</source>
            <translation>pemeliharaan</translation>
        </message>
        <message>
            <source>something that this program does not know</source>
            <translation>sesuatu yang tidak dikenal program ini</translation>
        </message>
    </context>
    <context>
        <name>Period</name>
        <message>
            <source>Last 24 hours</source>
            <translation>24 jam terakhir</translation>
        </message>
        <message>
            <source>Last 7 days</source>
            <translation>7 hari terakhir</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>30 hari terakhir</translation>
        </message>
        <message>
            <source>Last 90 days</source>
            <translation>90 hari terakhir</translation>
        </message>
        <message>
            <source>All times</source>
            <translation>Semua waktu</translation>
        </message>
    </context>
    <context>
        <name>PracticeWindow</name>
        <message>
            <source>Practice: Outage Notifier</source>
            <translation>Latihan: Outage Notifier</translation>
        </message>
    </context>
    <context>
        <name>QAbstractSpinBox</name>
        <message>
            <source>&amp;Select All</source>
            <translation>Pilih &amp;Semua</translation>
        </message>
        <message>
            <source>&amp;Step up</source>
            <translation>&amp;Naik</translation>
        </message>
        <message>
            <source>Step &amp;down</source>
            <translation>&amp;Turun</translation>
        </message>
    </context>
    <context>
        <name>QDialogButtonBox</name>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
    </context>
    <context>
        <name>QLineEdit</name>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Urungkan</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Ulangi</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>&amp;Potong</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Salin</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>&amp;Tempel</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Hapus</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>Pilih Semua</translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Tutup</translation>
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation>&amp;Ya</translation>
        </message>
        <message>
            <source>&amp;No</source>
            <translation>&amp;Tidak</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Simpan</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Terapkan</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Bantuan</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Atur Ulang</translation>
        </message>
    </context>
    <context>
        <name>QScrollBar</name>
        <message>
            <source>Scroll here</source>
            <translation>Gulir ke sini</translation>
        </message>
        <message>
            <source>Left edge</source>
            <translation>Tepi kiri</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>Atas</translation>
        </message>
        <message>
            <source>Right edge</source>
            <translation>Tepi kanan</translation>
        </message>
        <message>
            <source>Bottom</source>
            <translation>Bawah</translation>
        </message>
        <message>
            <source>Page left</source>
            <translation>Halaman kiri</translation>
        </message>
        <message>
            <source>Page up</source>
            <translation>Halaman atas</translation>
        </message>
        <message>
            <source>Page right</source>
            <translation>Halaman kanan</translation>
        </message>
        <message>
            <source>Page down</source>
            <translation>Halaman bawah</translation>
        </message>
        <message>
            <source>Scroll left</source>
            <translation>Gulir ke kiri</translation>
        </message>
        <message>
            <source>Scroll up</source>
            <translation>Gulir ke atas</translation>
        </message>
        <message>
            <source>Scroll right</source>
            <translation>Gulir ke kanan</translation>
        </message>
        <message>
            <source>Scroll down</source>
            <translation>Gulir ke bawah</translation>
        </message>
    </context>
    <context>
        <name>QWidgetTextControl</name>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Urungkan</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Ulangi</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>&amp;Potong</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Salin</translation>
        </message>
        <message>
            <source>Copy &amp;Link Location</source>
            <translation>Salin &amp;Alamat Tautan</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>&amp;Tempel</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Hapus</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>Pilih Semua</translation>
        </message>
    </context>
    <context>
        <name>Reason</name>
        <message>
            <source>Failing too: {parts}.</source>
            <translation>Juga gagal: {parts}.</translation>
        </message>
        <message>
            <source>These parts answer: {parts}.</source>
            <translation>Bagian yang menjawab: {parts}.</translation>
        </message>
        <message>
            <source>“{component}” takes {value} to answer; usually it takes {usual}.</source>
            <translation>“{component}” butuh {value} untuk menjawab; biasanya {usual}.</translation>
        </message>
        <message>
            <source>Something answers for “{component}”, but it does not let programs see whether it works.</source>
            <translation>Ada yang menjawab untuk “{component}”, tetapi program tidak dibiarkan melihat apakah itu berfungsi.</translation>
        </message>
        <message>
            <source>An address of “{component}” has never answered from here, so it does not count.</source>
            <translation>Sebuah alamat “{component}” belum pernah menjawab dari sini, jadi tidak dihitung.</translation>
        </message>
        <message numerus="yes">
            <source>{count} of %n tries to reach “{component}” failed.</source>
            <translation>
                <numerusform>{count} dari %n percobaan ke “{component}” gagal.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} of %n tries to reach “{component}” failed ({failure}).</source>
            <translation>
                <numerusform>{count} dari %n percobaan ke “{component}” gagal ({failure}).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“{component}” answers ({count} of %n tries).</source>
            <translation>
                <numerusform>“{component}” menjawab ({count} dari %n percobaan).</numerusform>
            </translation>
        </message>
        <message>
            <source>“{component}” answers.</source>
            <translation>“{component}” menjawab.</translation>
        </message>
        <message numerus="yes">
            <source>Your connection is fine ({count} of %n anchors).</source>
            <translation>
                <numerusform>Koneksimu baik ({count} dari %n titik acuan).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{line} ({count} of %n anchors).</source>
            <translation>
                <numerusform>{line} ({count} dari %n titik acuan).</numerusform>
            </translation>
        </message>
        <message>
            <source>From {countries} it fails too.</source>
            <translation>Dari {countries} juga gagal.</translation>
        </message>
        <message>
            <source>From {countries} it works.</source>
            <translation>Dari {countries} normal.</translation>
        </message>
        <message numerus="yes">
            <source>%n people report a problem; at this time about {usual} usually do.</source>
            <translation>
                <numerusform>%n orang melaporkan masalah; pada jam ini biasanya sekitar {usual}.</numerusform>
            </translation>
        </message>
        <message>
            <source>The company reports no problem.</source>
            <translation>Perusahaan melaporkan tidak ada masalah.</translation>
        </message>
        <message>
            <source>The company reports no problem ({time}).</source>
            <translation>Perusahaan melaporkan tidak ada masalah ({time}).</translation>
        </message>
        <message>
            <source>The company's status page cannot be read.</source>
            <translation>Halaman status perusahaan tidak bisa dibaca.</translation>
        </message>
        <message>
            <source>The company's status page cannot be read since {time}.</source>
            <translation>Halaman status perusahaan tidak bisa dibaca sejak {time}.</translation>
        </message>
        <message>
            <source>The company has not said anything; it has no status page that can be read.</source>
            <translation>Perusahaan tidak mengatakan apa-apa; tidak ada halaman statusnya yang bisa dibaca.</translation>
        </message>
        <message>
            <source>The company reports {level} since {time}: “{title}”.</source>
            <translation>Perusahaan melaporkan {level} sejak {time}: “{title}”.</translation>
        </message>
        <message>
            <source>The company reports {level} since {time}.</source>
            <translation>Perusahaan melaporkan {level} sejak {time}.</translation>
        </message>
        <message>
            <source>The company reports {level}: “{title}”.</source>
            <translation>Perusahaan melaporkan {level}: “{title}”.</translation>
        </message>
        <message>
            <source>The company reports {level}.</source>
            <translation>Perusahaan melaporkan {level}.</translation>
        </message>
        <message>
            <source>They all stand on {cloud}, which may be the cause.</source>
            <translation>Semuanya bertumpu pada {cloud}, yang mungkin penyebabnya.</translation>
        </message>
        <message>
            <source>Failing at the same time, of other companies: {services}.</source>
            <translation>Gagal pada saat yang sama, dari perusahaan lain: {services}.</translation>
        </message>
        <message>
            <source>Failing too, of the same company ({owner}): {services}.</source>
            <translation>Ikut gagal, dari perusahaan yang sama ({owner}): {services}.</translation>
        </message>
        <message>
            <source>Failing too, of the same company: {services}.</source>
            <translation>Ikut gagal, dari perusahaan yang sama: {services}.</translation>
        </message>
        <message>
            <source>It works elsewhere. You can try: another network (such as your phone's), switching off a VPN, and restarting the app or the computer.</source>
            <translation>Di tempat lain normal. Kamu bisa mencoba: jaringan lain (misalnya dari ponselmu), mematikan VPN, dan memulai ulang aplikasi atau komputer.</translation>
        </message>
        <message>
            <source>It works elsewhere, but other services fail on your network too. You can try: another network, another DNS server, restarting the router, or asking your provider.</source>
            <translation>Di tempat lain normal, tetapi layanan lain di jaringanmu juga gagal. Kamu bisa mencoba: jaringan lain, server DNS lain, memulai ulang router, atau bertanya ke penyedia internetmu.</translation>
        </message>
    </context>
    <context>
        <name>Scope</name>
        <message>
            <source>only you</source>
            <translation>cuma kamu</translation>
        </message>
        <message>
            <source>your network</source>
            <translation>jaringanmu</translation>
        </message>
        <message>
            <source>some countries</source>
            <translation>beberapa negara</translation>
        </message>
        <message>
            <source>everyone</source>
            <translation>semua orang</translation>
        </message>
        <message>
            <source>not clear</source>
            <translation>belum jelas</translation>
        </message>
    </context>
    <context>
        <name>ServicePanel</name>
        <message>
            <source>From here:</source>
            <translation>Dari sini:</translation>
        </message>
        <message>
            <source>The company:</source>
            <translation>Kata perusahaan:</translation>
        </message>
        <message>
            <source>Meanwhile:</source>
            <translation>Sementara itu:</translation>
        </message>
        <message>
            <source>Last 90 days:</source>
            <translation>90 hari terakhir:</translation>
        </message>
        <message>
            <source>Last 24 hours:</source>
            <translation>24 jam terakhir:</translation>
        </message>
        <message>
            <source>&amp;Status page</source>
            <translation>Halaman s&amp;tatus</translation>
        </message>
        <message>
            <source>Opens the company's status page in the browser</source>
            <translation>Membuka halaman status perusahaan di peramban</translation>
        </message>
        <message>
            <source>&amp;Website</source>
            <translation>Situs &amp;web</translation>
        </message>
        <message>
            <source>Opens the service's website in the browser</source>
            <translation>Membuka situs web layanan di peramban</translation>
        </message>
    </context>
    <context>
        <name>ServicesModel</name>
        <message>
            <source>All services</source>
            <translation>Semua layanan</translation>
        </message>
        <message numerus="yes">
            <source>%n watched</source>
            <translation>
                <numerusform>%n dipantau</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ServicesPanel</name>
        <message>
            <source>Ser&amp;vices</source>
            <translation>&amp;Layanan</translation>
        </message>
        <message>
            <source>Find a service</source>
            <translation>Cari layanan</translation>
        </message>
        <message>
            <source>Watched services</source>
            <translation>Layanan yang dipantau</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>Add an address</source>
            <translation>Tambah alamat</translation>
        </message>
        <message>
            <source>&amp;Web address, host, or host and port:</source>
            <translation>&amp;Alamat web, host, atau host dan port:</translation>
        </message>
        <message>
            <source>example.com, https://example.com/login, example.com:993</source>
            <translation>example.com, https://example.com/login, example.com:993</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Tambah</translation>
        </message>
        <message>
            <source>Nothing is contacted before you add it.</source>
            <translation>Tidak ada yang dihubungi sebelum kamu menambahkannya.</translation>
        </message>
        <message>
            <source>That is {name}, which is in the list.</source>
            <translation>Itu {name}, yang sudah ada di daftar.</translation>
        </message>
        <message>
            <source>{name} is in the list already.</source>
            <translation>{name} sudah ada di daftar.</translation>
        </message>
        <message>
            <source>The page {address} will be fetched.</source>
            <translation>Halaman {address} akan diambil.</translation>
        </message>
        <message>
            <source>A secure connection to {host}, port {port}, will be made.</source>
            <translation>Koneksi aman ke {host}, port {port}, akan dibuat.</translation>
        </message>
        <message>
            <source>A connection to {host}, port {port}, will be made.</source>
            <translation>Koneksi ke {host}, port {port}, akan dibuat.</translation>
        </message>
        <message>
            <source>The name {host} will be looked up.</source>
            <translation>Nama {host} akan dicari.</translation>
        </message>
        <message>
            <source>Search by name, short name or company</source>
            <translation>Cari nama, singkatan, atau perusahaan</translation>
        </message>
        <message>
            <source>Search apps</source>
            <translation>Cari aplikasi</translation>
        </message>
        <message>
            <source>Apps</source>
            <translation>Aplikasi</translation>
        </message>
        <message>
            <source>Add an a&amp;ddress…</source>
            <translation>Tambah &amp;alamat…</translation>
        </message>
        <message numerus="yes">
            <source>On&amp;ly the %n watched</source>
            <translation>
                <numerusform>&amp;Hanya %n yang dipantau</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing is called {words}. You can watch its address instead.</source>
            <translation>Tidak ada yang bernama {words}. Kamu bisa memantau alamatnya.</translation>
        </message>
        <message>
            <source>Nothing is watched yet. Tick the apps that you use.</source>
            <translation>Belum ada yang dipantau. Centang aplikasi yang kamu pakai.</translation>
        </message>
        <message>
            <source>Checking</source>
            <translation>Pemeriksaan</translation>
        </message>
        <message>
            <source> s</source>
            <comment>a number of seconds</comment>
            <translation> dtk</translation>
        </message>
        <message>
            <source>How often</source>
            <translation>Seberapa sering</translation>
        </message>
        <message>
            <source>&amp;Apps, every</source>
            <translation>&amp;Aplikasi, setiap</translation>
        </message>
        <message>
            <source>&amp;Official pages, every</source>
            <translation>&amp;Halaman resmi, setiap</translation>
        </message>
        <message>
            <source>My own &amp;connection, every</source>
            <translation>&amp;Koneksiku sendiri, setiap</translation>
        </message>
        <message>
            <source>After a failure everything is read again within seconds, whatever is chosen here. No address is read more often than every 5 seconds.</source>
            <translation>Setelah kegagalan, semuanya diperiksa lagi dalam beberapa detik, apa pun pilihannya di sini. Tidak ada alamat yang diperiksa lebih sering dari setiap 5 detik.</translation>
        </message>
        <message>
            <source>Sparing data and battery</source>
            <translation>Hemat kuota dan baterai</translation>
        </message>
        <message>
            <source>Less often where data is paid by &amp;volume</source>
            <translation>Lebih jarang saat memakai kuota &amp;data</translation>
        </message>
        <message>
            <source>Less often on &amp;battery</source>
            <translation>Lebih jarang saat memakai &amp;baterai</translation>
        </message>
        <message>
            <source>&amp;Then everything, every</source>
            <translation>Kalau begitu, &amp;semuanya setiap</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Koneksi</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <source>The system's</source>
            <translation>Ikut sistem</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Tidak ada</translation>
        </message>
        <message>
            <source>Another one</source>
            <translation>Yang lain</translation>
        </message>
        <message>
            <source>&amp;Use:</source>
            <translation>&amp;Pakai:</translation>
        </message>
        <message>
            <source>HTTP</source>
            <translation>HTTP</translation>
        </message>
        <message>
            <source>HTTPS</source>
            <translation>HTTPS</translation>
        </message>
        <message>
            <source>SOCKS 5</source>
            <translation>SOCKS 5</translation>
        </message>
        <message>
            <source>SOCKS 5, names looked up by the proxy</source>
            <translation>SOCKS 5, nama dicari oleh proxy</translation>
        </message>
        <message>
            <source>&amp;Kind:</source>
            <translation>&amp;Jenis:</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>kept in the system's keyring</source>
            <translation>disimpan di keyring sistem</translation>
        </message>
        <message>
            <source>&amp;Host:</source>
            <translation>&amp;Host:</translation>
        </message>
        <message>
            <source>&amp;Port:</source>
            <translation>Po&amp;rt:</translation>
        </message>
        <message>
            <source>User &amp;name:</source>
            <translation>&amp;Nama pengguna:</translation>
        </message>
        <message>
            <source>Pass&amp;word:</source>
            <translation>&amp;Kata sandi:</translation>
        </message>
        <message>
            <source>There is no open keyring here, so a password cannot be kept.</source>
            <translation>Di sini tidak ada keyring yang terbuka, jadi kata sandi tidak bisa disimpan.</translation>
        </message>
        <message>
            <source>The password is in the keyring now.</source>
            <translation>Kata sandi sudah ada di keyring.</translation>
        </message>
        <message>
            <source>The password has been removed from the keyring.</source>
            <translation>Kata sandi sudah dihapus dari keyring.</translation>
        </message>
        <message>
            <source>My own connection</source>
            <translation>Koneksiku sendiri</translation>
        </message>
        <message>
            <source>Well-known addresses of different owners tell whether it is your own connection that fails.</source>
            <translation>Alamat terkenal dari pemilik yang berbeda-beda menunjukkan apakah koneksimu sendiri yang bermasalah.</translation>
        </message>
        <message>
            <source>Use addresses of my &amp;own instead</source>
            <translation>Pakai &amp;alamatku sendiri saja</translation>
        </message>
        <message>
            <source>Own addresses, one on each line</source>
            <translation>Alamat sendiri, satu per baris</translation>
        </message>
        <message>
            <source>one on each line, for example 1.1.1.1:443</source>
            <translation>satu per baris, misalnya 1.1.1.1:443</translation>
        </message>
        <message>
            <source>Addresses that are contacted</source>
            <translation>Alamat yang dihubungi</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Alamat</translation>
        </message>
        <message>
            <source>What for</source>
            <translation>Untuk apa</translation>
        </message>
        <message>
            <source>&amp;Copy the list</source>
            <translation>&amp;Salin daftar</translation>
        </message>
        <message>
            <source>The program contacts these addresses and no others. They see your internet address and the name of this program, and nothing else about you.</source>
            <translation>Program ini menghubungi alamat-alamat ini saja. Mereka melihat alamat internetmu dan nama program ini, dan tidak ada hal lain tentangmu.</translation>
        </message>
        <message numerus="yes">
            <source>%n addresses</source>
            <translation>
                <numerusform>%n alamat</numerusform>
            </translation>
        </message>
        <message>
            <source>{names}: official page</source>
            <translation>{names}: halaman resmi</translation>
        </message>
        <message>
            <source>{names}: the name is looked up</source>
            <translation>{names}: namanya dicari</translation>
        </message>
        <message>
            <source>Your own connection ({names})</source>
            <translation>Koneksimu sendiri ({names})</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Pengaturan</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Tutup</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Halaman</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notifikasi</translation>
        </message>
        <message>
            <source>Addresses</source>
            <translation>Alamat</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Umum</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Mulai</translation>
        </message>
        <message>
            <source>Start when I &amp;log in</source>
            <translation>&amp;Mulai saat aku masuk ke komputer</translation>
        </message>
        <message>
            <source>This system does not let programs start at login.</source>
            <translation>Sistem ini tidak mengizinkan program dimulai saat masuk.</translation>
        </message>
        <message>
            <source>Language and look</source>
            <translation>Bahasa dan tampilan</translation>
        </message>
        <message>
            <source>The system's ({name})</source>
            <translation>Ikut sistem ({name})</translation>
        </message>
        <message>
            <source>L&amp;anguage:</source>
            <translation>&amp;Bahasa:</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Bahasa</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Seperti sistem</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Terang</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Gelap</translation>
        </message>
        <message>
            <source>L&amp;ook:</source>
            <translation>&amp;Tampilan:</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Tampilan</translation>
        </message>
        <message>
            <source>Not chosen</source>
            <translation>Belum dipilih</translation>
        </message>
        <message>
            <source>&amp;Country:</source>
            <translation>&amp;Negara:</translation>
        </message>
        <message>
            <source>Country</source>
            <translation>Negara</translation>
        </message>
        <message>
            <source>The country decides which apps are offered first.</source>
            <translation>Negara menentukan aplikasi mana yang ditawarkan lebih dulu.</translation>
        </message>
        <message>
            <source>History and files</source>
            <translation>Riwayat dan berkas</translation>
        </message>
        <message>
            <source>&amp;Keep the history for</source>
            <translation>&amp;Simpan riwayat selama</translation>
        </message>
        <message>
            <source> days</source>
            <comment>follows a number above 6</comment>
            <translation> hari</translation>
        </message>
        <message>
            <source>Own addresses</source>
            <translation>Alamat sendiri</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Riwayat</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Buka</translation>
        </message>
        <message>
            <source>Open the folder: {name}</source>
            <translation>Buka folder: {name}</translation>
        </message>
        <message>
            <source>What is told</source>
            <translation>Yang diberitahukan</translation>
        </message>
        <message>
            <source>Show &amp;notifications</source>
            <translation>Tampilkan &amp;notifikasi</translation>
        </message>
        <message>
            <source>Tell me when it &amp;works again</source>
            <translation>&amp;Beri tahu kalau sudah normal lagi</translation>
        </message>
        <message>
            <source>Tell me when my own &amp;connection fails</source>
            <translation>Beri tahu kalau &amp;koneksiku sendiri bermasalah</translation>
        </message>
        <message>
            <source>With a &amp;sound</source>
            <translation>Dengan &amp;suara</translation>
        </message>
        <message>
            <source>Which problems of an app are told is chosen app by app.</source>
            <translation>Masalah apa yang diberitahukan dipilih untuk tiap aplikasi.</translation>
        </message>
        <message>
            <source>Try it out</source>
            <translation>Coba dulu</translation>
        </message>
        <message>
            <source>Send a &amp;test</source>
            <translation>Kirim &amp;percobaan</translation>
        </message>
        <message>
            <source>Shows one notification, as it would look.</source>
            <translation>Menampilkan satu notifikasi, seperti apa jadinya.</translation>
        </message>
        <message>
            <source>Begin a &amp;practice outage</source>
            <translation>&amp;Mulai gangguan latihan</translation>
        </message>
        <message>
            <source>Plays an outage from its beginning to its end. It is marked as practice.</source>
            <translation>Memainkan gangguan dari awal sampai selesai. Semuanya ditandai sebagai latihan.</translation>
        </message>
        <message>
            <source>What this system allows</source>
            <translation>Yang diizinkan sistem ini</translation>
        </message>
        <message>
            <source>Buttons on them</source>
            <translation>Tombol pada notifikasi</translation>
        </message>
        <message>
            <source>A click opens the incident</source>
            <translation>Klik membuka kejadian</translation>
        </message>
        <message>
            <source>Sounds</source>
            <translation>Suara</translation>
        </message>
        <message>
            <source>An icon in the tray</source>
            <translation>Ikon di baki sistem</translation>
        </message>
        <message>
            <source>They are shown by {program}.</source>
            <translation>Notifikasi ditampilkan oleh {program}.</translation>
        </message>
        <message>
            <source>“Do not disturb” is on: they are held back until you turn it off.</source>
            <translation>Mode “jangan ganggu” sedang nyala: notifikasi ditahan sampai kamu mematikannya.</translation>
        </message>
        <message>
            <source>What happens is shown beside the tray icon instead.</source>
            <translation>Yang terjadi ditampilkan di samping ikon di baki sistem.</translation>
        </message>
        <message>
            <source>not known yet</source>
            <translation>belum diketahui</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ya</translation>
        </message>
        <message>
            <source>no</source>
            <translation>tidak</translation>
        </message>
        <message>
            <source>Parts of the official page that count</source>
            <translation>Bagian halaman resmi yang dihitung</translation>
        </message>
        <message>
            <source>With none ticked, all of them count.</source>
            <translation>Kalau tidak ada yang dicentang, semuanya dihitung.</translation>
        </message>
        <message>
            <source>Search the parts</source>
            <translation>Cari bagian</translation>
        </message>
        <message>
            <source>Parts of the official page</source>
            <translation>Bagian halaman resmi</translation>
        </message>
        <message>
            <source>The chosen app</source>
            <translation>Aplikasi yang dipilih</translation>
        </message>
        <message>
            <source>Choose an app in the list to see what is watched of it.</source>
            <translation>Pilih aplikasi di daftar untuk melihat apa yang dipantau.</translation>
        </message>
        <message>
            <source>&amp;Watch this app</source>
            <translation>&amp;Pantau aplikasi ini</translation>
        </message>
        <message>
            <source>&amp;Watch this address</source>
            <translation>&amp;Pantau alamat ini</translation>
        </message>
        <message>
            <source>&amp;Remove this address</source>
            <translation>Hapus alamat &amp;ini</translation>
        </message>
        <message>
            <source>No official status page of it is known.</source>
            <translation>Halaman status resminya tidak diketahui.</translation>
        </message>
        <message>
            <source>Official page: {address}</source>
            <translation>Halaman resmi: {address}</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>&amp;Buka</translation>
        </message>
        <message>
            <source>Open the official page</source>
            <translation>Buka halaman resmi</translation>
        </message>
        <message>
            <source>&amp;Tell me about:</source>
            <translation>Beri &amp;tahu tentang:</translation>
        </message>
        <message>
            <source>Tell me about</source>
            <translation>Beri tahu tentang</translation>
        </message>
        <message>
            <source>Outages</source>
            <translation>Gangguan</translation>
        </message>
        <message>
            <source>Outages and possible problems</source>
            <translation>Gangguan dan kemungkinan masalah</translation>
        </message>
        <message>
            <source>Nothing, only show it</source>
            <translation>Tidak ada, tampilkan saja</translation>
        </message>
        <message>
            <source>Parts that count</source>
            <translation>Bagian yang dihitung</translation>
        </message>
    </context>
    <context>
        <name>Source</name>
        <message>
            <source>this computer</source>
            <translation>komputer ini</translation>
        </message>
        <message>
            <source>the company's page</source>
            <translation>halaman perusahaan</translation>
        </message>
        <message>
            <source>other places</source>
            <translation>tempat lain</translation>
        </message>
        <message>
            <source>people's reports</source>
            <translation>laporan orang</translation>
        </message>
        <message>
            <source>your connection</source>
            <translation>koneksimu</translation>
        </message>
    </context>
    <context>
        <name>Stage</name>
        <message>
            <source>investigating</source>
            <translation>sedang diselidiki</translation>
        </message>
        <message>
            <source>cause found</source>
            <translation>penyebab ditemukan</translation>
        </message>
        <message>
            <source>fixed, being watched</source>
            <translation>diperbaiki, sedang diamati</translation>
        </message>
        <message>
            <source>resolved</source>
            <translation>selesai</translation>
        </message>
        <message>
            <source>planned</source>
            <translation>direncanakan</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>sedang berlangsung</translation>
        </message>
        <message>
            <source>not said</source>
            <translation>tidak disebutkan</translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message>
            <source>not known</source>
            <translation>tidak diketahui</translation>
        </message>
        <message>
            <source>works</source>
            <translation>normal</translation>
        </message>
        <message>
            <source>slow</source>
            <translation>lambat</translation>
        </message>
        <message>
            <source>possible problem</source>
            <translation>mungkin bermasalah</translation>
        </message>
        <message>
            <source>down</source>
            <translation>down</translation>
        </message>
        <message>
            <source>maintenance</source>
            <translation>pemeliharaan</translation>
        </message>
    </context>
    <context>
        <name>Story</name>
        <message>
            <source>{sentence} So far that is {duration}.</source>
            <translation>{sentence} Sejauh ini sudah {duration}.</translation>
        </message>
        <message>
            <source>What was known at {time}: {sentence}</source>
            <translation>Yang diketahui pada {time}: {sentence}</translation>
        </message>
        <message>
            <source>Until {time} everything answered.</source>
            <translation>Sampai {time} semuanya menjawab.</translation>
        </message>
        <message>
            <source>Until {time} nothing failed.</source>
            <translation>Sampai {time} tidak ada yang gagal.</translation>
        </message>
        <message>
            <source>You were notified: “{title}”</source>
            <translation>Kamu diberi tahu: “{title}”</translation>
        </message>
        <message numerus="yes">
            <source>The same %n more times.</source>
            <translation>
                <numerusform>Hal yang sama %n kali lagi.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The same %n more times, until {time}.</source>
            <translation>
                <numerusform>Hal yang sama %n kali lagi, sampai {time}.</numerusform>
            </translation>
        </message>
        <message>
            <source>your connection</source>
            <translation>koneksimu</translation>
        </message>
        <message>
            <source>“{name}” answered in {latency}.</source>
            <translation>“{name}” menjawab dalam {latency}.</translation>
        </message>
        <message>
            <source>“{name}” answered.</source>
            <translation>“{name}” menjawab.</translation>
        </message>
        <message>
            <source>“{name}” answered slowly, in {latency}.</source>
            <translation>“{name}” menjawab lambat, dalam {latency}.</translation>
        </message>
        <message>
            <source>“{name}” answered slowly.</source>
            <translation>“{name}” menjawab lambat.</translation>
        </message>
        <message>
            <source>“{name}” failed: {failure}.</source>
            <translation>“{name}” gagal: {failure}.</translation>
        </message>
        <message>
            <source>“{name}” failed.</source>
            <translation>“{name}” gagal.</translation>
        </message>
        <message>
            <source>“{name}” answered, but does not let programs see whether it works.</source>
            <translation>“{name}” menjawab, tetapi program tidak dibiarkan melihat apakah itu berfungsi.</translation>
        </message>
        <message>
            <source>What “{name}” answered could not be read.</source>
            <translation>Jawaban “{name}” tidak bisa dibaca.</translation>
        </message>
        <message>
            <source>“{name}” was not checked.</source>
            <translation>“{name}” tidak diperiksa.</translation>
        </message>
        <message>
            <source>The company's status page could not be read.</source>
            <translation>Halaman status perusahaan tidak bisa dibaca.</translation>
        </message>
        <message>
            <source>The company's status page reported no problem.</source>
            <translation>Halaman status perusahaan melaporkan tidak ada masalah.</translation>
        </message>
        <message>
            <source>The company's status page reported {level}: “{title}”</source>
            <translation>Halaman status perusahaan melaporkan {level}: “{title}”</translation>
        </message>
        <message>
            <source>The company's status page reported {level}.</source>
            <translation>Halaman status perusahaan melaporkan {level}.</translation>
        </message>
        <message>
            <source>It failed from {fails}, and worked from {works}.</source>
            <translation>Gagal dari {fails}, dan normal dari {works}.</translation>
        </message>
        <message>
            <source>It failed from {fails}.</source>
            <translation>Gagal dari {fails}.</translation>
        </message>
        <message>
            <source>It worked from {works}.</source>
            <translation>Normal dari {works}.</translation>
        </message>
        <message>
            <source>It could not be checked from other places.</source>
            <translation>Tidak bisa diperiksa dari tempat lain.</translation>
        </message>
        <message>
            <source>People's reports could not be read.</source>
            <translation>Laporan orang tidak bisa dibaca.</translation>
        </message>
        <message numerus="yes">
            <source>%n people reported a problem; usually about {usual} do.</source>
            <translation>
                <numerusform>%n orang melaporkan masalah; biasanya sekitar {usual}.</numerusform>
            </translation>
        </message>
        <message>
            <source>The company is investigating: “{words}”</source>
            <translation>Perusahaan sedang menyelidiki: “{words}”</translation>
        </message>
        <message>
            <source>The company has found the cause: “{words}”</source>
            <translation>Perusahaan sudah menemukan penyebabnya: “{words}”</translation>
        </message>
        <message>
            <source>The company has fixed it and is watching: “{words}”</source>
            <translation>Perusahaan sudah memperbaikinya dan sedang mengamati: “{words}”</translation>
        </message>
        <message>
            <source>The company says that it is resolved: “{words}”</source>
            <translation>Perusahaan mengatakan sudah selesai: “{words}”</translation>
        </message>
        <message>
            <source>The company plans maintenance: “{words}”</source>
            <translation>Perusahaan merencanakan pemeliharaan: “{words}”</translation>
        </message>
        <message>
            <source>The company's maintenance is under way: “{words}”</source>
            <translation>Pemeliharaan perusahaan sedang berlangsung: “{words}”</translation>
        </message>
        <message>
            <source>The company says: “{words}”</source>
            <translation>Kata perusahaan: “{words}”</translation>
        </message>
        <message>
            <source>{service} is down since {time}, for {duration} so far.</source>
            <translation>{service} down sejak {time}, sudah {duration}.</translation>
        </message>
        <message>
            <source>{service} is slow since {time}, for {duration} so far.</source>
            <translation>{service} lambat sejak {time}, sudah {duration}.</translation>
        </message>
        <message>
            <source>{service} may have a problem since {time}, for {duration} so far.</source>
            <translation>{service} mungkin bermasalah sejak {time}, sudah {duration}.</translation>
        </message>
        <message>
            <source>{service} was down for {duration} ({span}).</source>
            <translation>{service} down selama {duration} ({span}).</translation>
        </message>
        <message>
            <source>{service} was slow for {duration} ({span}).</source>
            <translation>{service} lambat selama {duration} ({span}).</translation>
        </message>
        <message>
            <source>{service} may have had a problem for {duration} ({span}).</source>
            <translation>{service} mungkin bermasalah selama {duration} ({span}).</translation>
        </message>
    </context>
    <context>
        <name>StoryView</name>
        <message>
            <source>&amp;Copy as text</source>
            <translation>Salin sebagai te&amp;ks</translation>
        </message>
        <message>
            <source>Copies the story to the clipboard</source>
            <translation>Menyalin ceritanya ke papan klip</translation>
        </message>
        <message>
            <source>Story of the outage</source>
            <translation>Cerita gangguan</translation>
        </message>
        <message>
            <source>Choose an outage above to read its story.</source>
            <translation>Pilih gangguan di atas untuk membaca ceritanya.</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Apa yang terjadi</translation>
        </message>
    </context>
    <context>
        <name>Time</name>
        <message>
            <source>yesterday {time}</source>
            <translation>kemarin {time}</translation>
        </message>
        <message>
            <source>tomorrow {time}</source>
            <translation>besok {time}</translation>
        </message>
        <message>
            <source>today</source>
            <translation>hari ini</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>kemarin</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} dtk</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} mnt</translation>
        </message>
        <message>
            <source>{hours} h</source>
            <translation>{hours} jam</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} jam {minutes} mnt</translation>
        </message>
        <message>
            <source>{days} d</source>
            <translation>{days} hari</translation>
        </message>
        <message>
            <source>{days} d {hours} h</source>
            <translation>{days} hari {hours} jam</translation>
        </message>
        <message>
            <source>{milliseconds} ms</source>
            <translation>{milliseconds} ms</translation>
        </message>
    </context>
    <context>
        <name>Tooltip</name>
        <message>
            <source>No services are watched yet. Pick the apps you use in the settings.</source>
            <translation>Belum ada layanan yang dipantau. Pilih aplikasi yang kamu pakai di pengaturan.</translation>
        </message>
        <message numerus="yes">
            <source>%n services are being checked for the first time.</source>
            <translation>
                <numerusform>%n layanan sedang diperiksa untuk pertama kali.</numerusform>
            </translation>
        </message>
        <message>
            <source>Practice: {text}</source>
            <translation>Latihan: {text}</translation>
        </message>
        <message>
            <source>Checking is paused until you resume it.</source>
            <translation>Pemeriksaan dijeda sampai kamu melanjutkannya.</translation>
        </message>
        <message>
            <source>Checking is paused until {time}.</source>
            <translation>Pemeriksaan dijeda sampai {time}.</translation>
        </message>
        <message>
            <source>Last checked {time}.</source>
            <translation>Terakhir diperiksa {time}.</translation>
        </message>
        <message>
            <source>Checked {time}.</source>
            <translation>Diperiksa {time}.</translation>
        </message>
        <message>
            <source>{services} are down since {time}.</source>
            <translation>{services} down sejak {time}.</translation>
        </message>
        <message>
            <source>{services} may have a problem since {time}.</source>
            <translation>{services} mungkin bermasalah sejak {time}.</translation>
        </message>
        <message>
            <source>{services} are slow.</source>
            <translation>{services} lambat.</translation>
        </message>
        <message>
            <source>{services} are under maintenance.</source>
            <translation>{services} dalam pemeliharaan.</translation>
        </message>
        <message>
            <source>{service} works.</source>
            <translation>{service} normal.</translation>
        </message>
        <message numerus="yes">
            <source>All %n services are fine.</source>
            <translation>
                <numerusform>Semua %n layanan normal.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n services are fine.</source>
            <translation>
                <numerusform>%n layanan normal.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n others fine.</source>
            <translation>
                <numerusform>%n lainnya normal.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n not known.</source>
            <comment>services whose state is not known</comment>
            <translation>
                <numerusform>%n tidak diketahui.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n services have a problem.</source>
            <translation>
                <numerusform>%n layanan bermasalah.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>Outage Notifier is starting.</source>
            <translation>Outage Notifier sedang dimulai.</translation>
        </message>
    </context>
    <context>
        <name>TrayMenu</name>
        <message>
            <source>&amp;Check now</source>
            <translation>&amp;Periksa sekarang</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Jeda</translation>
        </message>
        <message>
            <source>For 1 hour</source>
            <translation>Selama 1 jam</translation>
        </message>
        <message>
            <source>For 8 hours</source>
            <translation>Selama 8 jam</translation>
        </message>
        <message>
            <source>Until I resume it</source>
            <translation>Sampai aku melanjutkannya</translation>
        </message>
        <message>
            <source>&amp;Resume checking</source>
            <translation>&amp;Lanjutkan pemeriksaan</translation>
        </message>
        <message>
            <source>&amp;End practice</source>
            <translation>&amp;Akhiri latihan</translation>
        </message>
        <message>
            <source>&amp;History</source>
            <translation>&amp;Riwayat</translation>
        </message>
        <message>
            <source>&amp;Settings…</source>
            <translation>Peng&amp;aturan…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Keluar</translation>
        </message>
    </context>
    <context>
        <name>UptimeBars</name>
        <message>
            <source>Uptime by day</source>
            <translation>Waktu berfungsi per hari</translation>
        </message>
        <message>
            <source>Nothing is known of these days yet.</source>
            <translation>Belum ada yang diketahui tentang hari-hari ini.</translation>
        </message>
        <message numerus="yes">
            <source>Up {share} of the time on %n watched days</source>
            <translation>
                <numerusform>Berfungsi {share} dari waktu selama %n hari dipantau</numerusform>
            </translation>
        </message>
        <message>
            <source>{day}: not watched</source>
            <translation>{day}: tidak dipantau</translation>
        </message>
        <message>
            <source>{day}: down {share} of the time</source>
            <translation>{day}: down {share} dari waktu</translation>
        </message>
        <message>
            <source>{day}: possible problem {share} of the time</source>
            <translation>{day}: mungkin bermasalah {share} dari waktu</translation>
        </message>
        <message>
            <source>{day}: slow {share} of the time</source>
            <translation>{day}: lambat {share} dari waktu</translation>
        </message>
        <message>
            <source>{day}: maintenance {share} of the time</source>
            <translation>{day}: pemeliharaan {share} dari waktu</translation>
        </message>
        <message>
            <source>{day}: no problem</source>
            <translation>{day}: tidak ada masalah</translation>
        </message>
    </context>
    <context>
        <name>UserError</name>
        <message>
            <source>the catalogue is too large</source>
            <translation>katalognya terlalu besar</translation>
        </message>
        <message>
            <source>Expected at most {size} MB.</source>
            <translation>Seharusnya paling besar {size} MB.</translation>
        </message>
        <message>
            <source>the catalogue cannot be read</source>
            <translation>katalognya tidak bisa dibaca</translation>
        </message>
        <message>
            <source>It is of a newer kind than this program knows. Please update the program.</source>
            <translation>Jenisnya lebih baru daripada yang dikenal program ini. Mohon perbarui programnya.</translation>
        </message>
        <message>
            <source>Expected format = {format}.</source>
            <translation>Seharusnya format = {format}.</translation>
        </message>
        <message>
            <source>a service of the catalogue is broken, so nothing was taken over</source>
            <translation>sebuah layanan di katalog itu rusak, jadi tidak ada yang dipakai</translation>
        </message>
        <message>
            <source>{known} is called {service} there.</source>
            <translation>{known} di sana bernama {service}.</translation>
        </message>
        <message>
            <source>{name} could not be saved</source>
            <translation>{name} tidak bisa disimpan</translation>
        </message>
        <message>
            <source>{name} could not be removed</source>
            <translation>{name} tidak bisa dihapus</translation>
        </message>
        <message>
            <source>{file} has no usable name</source>
            <translation>{file} tidak bernama yang bisa dipakai</translation>
        </message>
        <message>
            <source>Expected the service's id and .toml.</source>
            <translation>Harus berupa id layanan dan .toml.</translation>
        </message>
        <message>
            <source>{file} cannot be read</source>
            <translation>{file} tidak bisa dibaca</translation>
        </message>
        <message>
            <source>Expected {expected}, as the file is called.</source>
            <translation>Harus {expected}, sesuai nama berkasnya.</translation>
        </message>
        <message>
            <source>the catalogue's key cannot be read</source>
            <translation>kunci katalognya tidak bisa dibaca</translation>
        </message>
        <message>
            <source>Expected minisign's public key: one line of 56 characters that begins with RW.</source>
            <translation>Seharusnya kunci publik minisign: satu baris 56 karakter yang diawali RW.</translation>
        </message>
        <message>
            <source>the signature is somebody else's</source>
            <translation>tanda tangannya milik orang lain</translation>
        </message>
        <message>
            <source>It was signed with the key {other}, and the settings name the key {own}.</source>
            <translation>Ditandatangani dengan kunci {other}, sedangkan pengaturan menyebut kunci {own}.</translation>
        </message>
        <message>
            <source>It was damaged on its way, or changed by somebody. Nothing was taken over.</source>
            <translation>Rusak di perjalanan, atau diubah seseorang. Tidak ada yang dipakai.</translation>
        </message>
        <message>
            <source>the signature does not fit</source>
            <translation>tanda tangannya tidak cocok</translation>
        </message>
        <message>
            <source>the signature is of the old kind</source>
            <translation>tanda tangannya dari jenis lama</translation>
        </message>
        <message>
            <source>Expected one of the file's hash: minisign -S -H.</source>
            <translation>Seharusnya tanda tangan atas hash berkasnya: minisign -S -H.</translation>
        </message>
        <message>
            <source>the signature cannot be read</source>
            <translation>tanda tangannya tidak bisa dibaca</translation>
        </message>
        <message>
            <source>Expected the .minisig file that belongs to the catalogue.</source>
            <translation>Seharusnya berkas .minisig milik katalog itu.</translation>
        </message>
        <message>
            <source>{file} is too large</source>
            <translation>{file} terlalu besar</translation>
        </message>
        <message>
            <source>Expected at most {size} KiB.</source>
            <translation>Paling besar {size} KiB.</translation>
        </message>
        <message>
            <source>{file} is not text</source>
            <translation>{file} bukan teks</translation>
        </message>
        <message>
            <source>Expected a file in UTF-8.</source>
            <translation>Harus berkas dalam UTF-8.</translation>
        </message>
        <message>
            <source>{file} is nested too deeply</source>
            <translation>{file} bersarang terlalu dalam</translation>
        </message>
        <message>
            <source>Expected a plain TOML file.</source>
            <translation>Harus berkas TOML biasa.</translation>
        </message>
        <message>
            <source>{file} is not a TOML file</source>
            <translation>{file} bukan berkas TOML</translation>
        </message>
        <message>
            <source>Expected format = {format}, the one that this version can read.</source>
            <translation>Harus format = {format}, yang bisa dibaca versi ini.</translation>
        </message>
        <message>
            <source>Expected small letters, digits, dots and hyphens.</source>
            <translation>Harus huruf kecil, angka, titik, dan tanda hubung.</translation>
        </message>
        <message>
            <source>Expected one of {known}.</source>
            <translation>Harus salah satu dari {known}.</translation>
        </message>
        <message>
            <source>Expected an http or https address.</source>
            <translation>Harus alamat http atau https.</translation>
        </message>
        <message>
            <source>Expected ids of other services.</source>
            <translation>Harus id layanan lain.</translation>
        </message>
        <message>
            <source>Expected names among {known}.</source>
            <translation>Harus nama di antara {known}.</translation>
        </message>
        <message>
            <source>Expected an address that opens an app.</source>
            <translation>Harus alamat yang membuka sebuah aplikasi.</translation>
        </message>
        <message>
            <source>Expected a component, or a page.</source>
            <translation>Seharusnya ada komponen, atau halaman.</translation>
        </message>
        <message>
            <source>Expected a name on one line.</source>
            <translation>Harus nama dalam satu baris.</translation>
        </message>
        <message>
            <source>Expected words on one line each.</source>
            <translation>Harus kata-kata, masing-masing satu baris.</translation>
        </message>
        <message>
            <source>Expected an id that no other component has.</source>
            <translation>Harus id yang tidak dipakai komponen lain.</translation>
        </message>
        <message>
            <source>Expected the component's name in English.</source>
            <translation>Harus ada nama komponen dalam bahasa Inggris.</translation>
        </message>
        <message>
            <source>Expected a target that is not in the file twice.</source>
            <translation>Harus target yang tidak muncul dua kali di berkas.</translation>
        </message>
        <message>
            <source>the catalogue is the program's own already</source>
            <translation>katalognya memang sudah bawaan program</translation>
        </message>
        <message>
            <source>There is nothing to go back to.</source>
            <translation>Tidak ada tempat untuk kembali.</translation>
        </message>
        <message>
            <source>the catalogue is not newer</source>
            <translation>katalognya tidak lebih baru</translation>
        </message>
        <message>
            <source>It has the serial {serial}, and {newest} was here already.</source>
            <translation>Nomor serinya {serial}, padahal {newest} sudah pernah ada di sini.</translation>
        </message>
        <message>
            <source>the catalogue could not be changed</source>
            <translation>katalognya tidak bisa diubah</translation>
        </message>
        <message>
            <source>no key is set, so no catalogue is taken over</source>
            <translation>belum ada kunci, jadi tidak ada katalog yang dipakai</translation>
        </message>
        <message>
            <source>Set the key of whoever you trust with it: outage-notifier config catalogue_key RW…</source>
            <translation>Pasang kunci orang yang kamu percayai: outage-notifier config catalogue_key RW…</translation>
        </message>
        <message>
            <source>{path} cannot be read</source>
            <translation>{path} tidak bisa dibaca</translation>
        </message>
        <message>
            <source>{path} is too large</source>
            <translation>{path} terlalu besar</translation>
        </message>
        <message>
            <source>Expected at most {size} kB.</source>
            <translation>Seharusnya paling besar {size} kB.</translation>
        </message>
        <message>
            <source>{url} cannot be fetched</source>
            <translation>{url} tidak bisa diambil</translation>
        </message>
        <message>
            <source>{path} cannot be written</source>
            <translation>{path} tidak bisa ditulis</translation>
        </message>
        <message>
            <source>nothing in {source} can be watched</source>
            <translation>tidak ada di {source} yang bisa dipantau</translation>
        </message>
        <message>
            <source>Nothing was changed.</source>
            <translation>Tidak ada yang diubah.</translation>
        </message>
        <message>
            <source>{url} cannot be read as {kind}</source>
            <translation>{url} tidak bisa dibaca sebagai {kind}</translation>
        </message>
        <message>
            <source>the program runs already, but does not answer</source>
            <translation>program sudah berjalan, tetapi tidak menjawab</translation>
        </message>
        <message>
            <source>end it, and try again</source>
            <translation>akhiri programnya, lalu coba lagi</translation>
        </message>
        <message>
            <source>anchors: at least three addresses of different owners are needed</source>
            <translation>anchors: perlu sedikitnya tiga alamat dari pemilik yang berbeda</translation>
        </message>
        <message>
            <source>for example: https://www.example.org, 1.1.1.1:443, 9.9.9.9:53</source>
            <translation>misalnya: https://www.example.org, 1.1.1.1:443, 9.9.9.9:53</translation>
        </message>
        <message>
            <source>anchors: at least one bare address (without a name server) is needed</source>
            <translation>anchors: perlu sedikitnya satu alamat angka (tanpa server nama)</translation>
        </message>
        <message>
            <source>anchors: at least one name (that needs a name server) is needed</source>
            <translation>anchors: perlu sedikitnya satu nama (yang butuh server nama)</translation>
        </message>
        <message>
            <source>anchors: {text} cannot be read</source>
            <translation>anchors: {text} tidak bisa dibaca</translation>
        </message>
        <message>
            <source>expected host:port or an http address, for example: https://www.example.org, 1.1.1.1:443, 9.9.9.9:53</source>
            <translation>harus host:port atau alamat http, misalnya: https://www.example.org, 1.1.1.1:443, 9.9.9.9:53</translation>
        </message>
        <message>
            <source>{key} cannot be set by hand</source>
            <translation>{key} tidak bisa diatur dengan tangan</translation>
        </message>
        <message>
            <source>services come and go with: add, remove</source>
            <translation>layanan ditambah dan dihapus dengan: add, remove</translation>
        </message>
        <message>
            <source>{service} is not watched</source>
            <translation>{service} tidak dipantau</translation>
        </message>
        <message>
            <source>first: add {service}</source>
            <translation>lebih dulu: add {service}</translation>
        </message>
        <message>
            <source>{reason}. The defaults are used.</source>
            <translation>{reason}. Nilai bawaan yang dipakai.</translation>
        </message>
        <message>
            <source>{path} was written by a newer version of this program (format {version}, this one knows {known})</source>
            <translation>{path} ditulis oleh versi program yang lebih baru (format {version}, yang ini mengenal {known})</translation>
        </message>
        <message>
            <source>It is left alone, the defaults are used and nothing is saved. Please update the program.</source>
            <translation>Berkas itu dibiarkan, nilai bawaan yang dipakai, dan tidak ada yang disimpan. Silakan perbarui program.</translation>
        </message>
        <message>
            <source>{path}, line {line}: {flaw.title}</source>
            <translation>{path}, baris {line}: {flaw.title}</translation>
        </message>
        <message>
            <source>{flaw.hint}. Everything else was kept.{more} No copy of the file could be made.</source>
            <translation>{flaw.hint}. Selebihnya dipertahankan.{more} Salinan berkas tidak bisa dibuat.</translation>
        </message>
        <message>
            <source>{flaw.hint}. Everything else was kept.{more} A copy of the file is {copy}.</source>
            <translation>{flaw.hint}. Selebihnya dipertahankan.{more} Salinan berkasnya ada di {copy}.</translation>
        </message>
        <message>
            <source> Line {line}: {flaw}.{more}</source>
            <translation> Baris {line}: {flaw}.{more}</translation>
        </message>
        <message>
            <source>{key} cannot be {value}</source>
            <translation>{key} tidak bisa bernilai {value}</translation>
        </message>
        <message>
            <source>expected {expected}</source>
            <translation>harus {expected}</translation>
        </message>
        <message>
            <source>yes or no</source>
            <translation>ya atau tidak</translation>
        </message>
        <message>
            <source>a number from {least} to {most}</source>
            <translation>angka dari {least} sampai {most}</translation>
        </message>
        <message>
            <source>a whole number from {least} to {most}</source>
            <translation>bilangan bulat dari {least} sampai {most}</translation>
        </message>
        <message>
            <source>a number</source>
            <translation>angka</translation>
        </message>
        <message>
            <source>one of: {choices}</source>
            <translation>salah satu dari: {choices}</translation>
        </message>
        <message>
            <source>a list, separated by commas</source>
            <translation>daftar, dipisah dengan koma</translation>
        </message>
        <message>
            <source>text</source>
            <translation>teks</translation>
        </message>
        <message>
            <source>there is no setting {key}</source>
            <translation>tidak ada pengaturan {key}</translation>
        </message>
        <message>
            <source>did you mean {near}?</source>
            <translation>maksudmu {near}?</translation>
        </message>
        <message>
            <source>the settings are: {known}</source>
            <translation>pengaturan yang ada: {known}</translation>
        </message>
        <message>
            <source>two capital letters, such as ID, or nothing</source>
            <translation>dua huruf besar, misalnya ID, atau kosong</translation>
        </message>
        <message>
            <source>language cannot be {value}</source>
            <translation>language tidak bisa bernilai {value}</translation>
        </message>
        <message>
            <source>expected en, id, or nothing for the system's</source>
            <translation>harus en, id, atau kosong untuk bahasa sistem</translation>
        </message>
        <message>
            <source>proxy cannot be read</source>
            <translation>proxy tidak bisa dibaca</translation>
        </message>
        <message>
            <source>expected http://host:port, socks5://host:port, none, or nothing for the system's</source>
            <translation>harus http://host:port, socks5://host:port, none, atau kosong untuk milik sistem</translation>
        </message>
        <message>
            <source>proxy must not hold a password</source>
            <translation>proxy tidak boleh memuat kata sandi</translation>
        </message>
        <message>
            <source>it belongs into the keyring: enter it in the settings window</source>
            <translation>tempatnya di keyring: masukkan di jendela pengaturan</translation>
        </message>
        <message>
            <source>proxy must not hold a user's name</source>
            <translation>proxy tidak boleh memuat nama pengguna</translation>
        </message>
        <message>
            <source>put it into proxy_user</source>
            <translation>tulis di proxy_user</translation>
        </message>
        <message>
            <source>proxy cannot be {value}</source>
            <translation>proxy tidak bisa bernilai {value}</translation>
        </message>
        <message>
            <source>id cannot be {value}</source>
            <translation>id tidak bisa bernilai {value}</translation>
        </message>
        <message>
            <source>expected a service's id: lower case, no spaces</source>
            <translation>harus id layanan: huruf kecil, tanpa spasi</translation>
        </message>
        <message>
            <source>catalogue_key cannot be read</source>
            <translation>catalogue_key tidak bisa dibaca</translation>
        </message>
        <message>
            <source>expected minisign's public key (56 characters that begin with RW), or nothing</source>
            <translation>seharusnya kunci publik minisign (56 karakter yang diawali RW), atau kosong</translation>
        </message>
        <message>
            <source>this is not TOML</source>
            <translation>ini bukan TOML</translation>
        </message>
        <message>
            <source>watched cannot be read</source>
            <translation>watched tidak bisa dibaca</translation>
        </message>
        <message>
            <source>expected [[watched]] and below it id = ...</source>
            <translation>harus [[watched]] dan di bawahnya id = ...</translation>
        </message>
        <message>
            <source>a watched service has no id</source>
            <translation>sebuah layanan yang dipantau tidak punya id</translation>
        </message>
        <message>
            <source>expected id = "whatsapp", for example</source>
            <translation>harus id = "whatsapp", misalnya</translation>
        </message>
        <message>
            <source>there is no keyring to keep the password in</source>
            <translation>tidak ada keyring untuk menyimpan kata sandi</translation>
        </message>
        <message>
            <source>install one, such as gnome-keyring or KWallet</source>
            <translation>pasang salah satu, misalnya gnome-keyring atau KWallet</translation>
        </message>
        <message>
            <source>the keyring is locked</source>
            <translation>keyring terkunci</translation>
        </message>
        <message>
            <source>unlock it (the system's password manager does that), then try again</source>
            <translation>buka kuncinya (dengan pengelola kata sandi sistem), lalu coba lagi</translation>
        </message>
        <message>
            <source>the keyring did not take the password</source>
            <translation>keyring tidak menerima kata sandi</translation>
        </message>
        <message>
            <source>start at login cannot be changed</source>
            <translation>mulai saat masuk tidak bisa diubah</translation>
        </message>
        <message>
            <source>the configuration is too large</source>
            <translation>konfigurasinya terlalu besar</translation>
        </message>
        <message>
            <source>the configuration is no YAML that can be read</source>
            <translation>konfigurasinya bukan YAML yang bisa dibaca</translation>
        </message>
        <message>
            <source>it waits to be told, which cannot be done here</source>
            <translation>ia menunggu kabar, dan itu tidak bisa dilakukan di sini</translation>
        </message>
        <message>
            <source>several steps in a row cannot be watched here</source>
            <translation>beberapa langkah berurutan tidak bisa dipantau di sini</translation>
        </message>
        <message>
            <source>it is switched off there</source>
            <translation>di sana dimatikan</translation>
        </message>
        <message>
            <source>its address is made of variables, which are not known here</source>
            <translation>alamatnya memakai variabel, yang tidak dikenal di sini</translation>
        </message>
        <message>
            <source>its kind, {kind}, is not known here</source>
            <translation>jenisnya, {kind}, tidak dikenal di sini</translation>
        </message>
        <message>
            <source>only addresses of names are looked up here</source>
            <translation>di sini hanya alamat dari nama yang dicari</translation>
        </message>
        <message>
            <source>only GET and HEAD are asked here, not {method}</source>
            <translation>di sini hanya GET dan HEAD yang diminta, bukan {method}</translation>
        </message>
        <message>
            <source>taken over without its login and headers</source>
            <translation>dibawa tanpa login dan header-nya</translation>
        </message>
        <message>
            <source>taken over without its settings of how it connects</source>
            <translation>dibawa tanpa pengaturan cara menyambungnya</translation>
        </message>
        <message>
            <source>taken over without these conditions: {conditions}</source>
            <translation>dibawa tanpa syarat ini: {conditions}</translation>
        </message>
        <message>
            <source>where it sends its messages is not taken over</source>
            <translation>tujuan pengiriman pesannya tidak dibawa</translation>
        </message>
        <message>
            <source>the page does not tell its address</source>
            <translation>halamannya tidak menyebut alamatnya</translation>
        </message>
        <message>
            <source>The page itself can be watched: outage-notifier add its address.</source>
            <translation>Halamannya sendiri bisa dipantau: outage-notifier add alamatnya.</translation>
        </message>
        <message>
            <source>that a thing must not answer cannot be watched here</source>
            <translation>bahwa sesuatu tidak boleh menjawab, tidak bisa dipantau di sini</translation>
        </message>
        <message>
            <source>that a word must be missing cannot be watched here</source>
            <translation>bahwa sebuah kata tidak boleh ada, tidak bisa dipantau di sini</translation>
        </message>
        <message>
            <source>it expects a failure, which cannot be watched here</source>
            <translation>yang diharapkannya kegagalan, dan itu tidak bisa dipantau di sini</translation>
        </message>
        <message>
            <source>its question about JSON is too much for this program</source>
            <translation>pertanyaannya tentang JSON terlalu rumit untuk program ini</translation>
        </message>
        <message>
            <source>taken over without what it sends</source>
            <translation>dibawa tanpa isi yang dikirimnya</translation>
        </message>
        <message>
            <source>taken over, but a bad certificate counts as a failure here</source>
            <translation>dibawa, tetapi di sini sertifikat yang buruk dihitung sebagai kegagalan</translation>
        </message>
        <message>
            <source>the list is too long</source>
            <translation>daftarnya terlalu panjang</translation>
        </message>
        <message>
            <source>Expected at most {count} services.</source>
            <translation>Seharusnya paling banyak {count} layanan.</translation>
        </message>
        <message>
            <source>the outline has a document type, which is not read</source>
            <translation>kerangka itu punya tipe dokumen, yang tidak dibaca</translation>
        </message>
        <message>
            <source>the outline cannot be read</source>
            <translation>kerangka itu tidak bisa dibaca</translation>
        </message>
        <message>
            <source>this is no list of a known kind</source>
            <translation>ini bukan daftar dari jenis yang dikenal</translation>
        </message>
        <message>
            <source>A web page came, or another kind of XML than OPML.</source>
            <translation>Yang datang halaman web, atau XML yang bukan OPML.</translation>
        </message>
        <message>
            <source>the list cannot be read</source>
            <translation>daftarnya tidak bisa dibaca</translation>
        </message>
        <message>
            <source>It is of another kind than this version knows. Please update the program.</source>
            <translation>Jenisnya lain daripada yang dikenal versi ini. Mohon perbarui programnya.</translation>
        </message>
        <message>
            <source>its description cannot be read</source>
            <translation>keterangannya tidak bisa dibaca</translation>
        </message>
        <message>
            <source>no service is called {name}</source>
            <translation>tidak ada layanan bernama {name}</translation>
        </message>
        <message>
            <source>a service of this name is there already</source>
            <translation>layanan dengan nama ini sudah ada</translation>
        </message>
        <message>
            <source>Yours was kept as it is.</source>
            <translation>Milikmu dibiarkan apa adanya.</translation>
        </message>
        <message>
            <source>the list is too large</source>
            <translation>daftarnya terlalu besar</translation>
        </message>
        <message>
            <source>the list is no JSON that can be read</source>
            <translation>daftarnya bukan JSON yang bisa dibaca</translation>
        </message>
        <message>
            <source>Expected an Uptime Kuma backup or status page, a Gatus configuration, OPML, a list of addresses or an export.</source>
            <translation>Seharusnya cadangan atau halaman status Uptime Kuma, konfigurasi Gatus, OPML, daftar alamat, atau hasil ekspor.</translation>
        </message>
        <message>
            <source>{address} cannot be watched</source>
            <translation>{address} tidak bisa dipantau</translation>
        </message>
        <message>
            <source>Expected http, https, tcp or tls instead of {scheme}.</source>
            <translation>Harus http, https, tcp, atau tls, bukan {scheme}.</translation>
        </message>
        <message>
            <source>Expected a host name or an IP address.</source>
            <translation>Harus nama host atau alamat IP.</translation>
        </message>
        <message>
            <source>Expected a host name.</source>
            <translation>Harus nama host.</translation>
        </message>
        <message>
            <source>A name or password does not belong into an address: expected the address without it.</source>
            <translation>Nama pengguna atau kata sandi tidak boleh ada di alamat: tulis alamatnya tanpa itu.</translation>
        </message>
        <message>
            <source>{address} has no port</source>
            <translation>{address} tidak punya port</translation>
        </message>
        <message>
            <source>Expected tcp://host:port.</source>
            <translation>Harus berupa tcp://host:port.</translation>
        </message>
        <message>
            <source>{address} is no address that can be watched</source>
            <translation>{address} bukan alamat yang bisa dipantau</translation>
        </message>
        <message>
            <source>Expected an IPv6 address in brackets, as in [2001:db8::1]:443.</source>
            <translation>Tulis alamat IPv6 dalam kurung siku, seperti [2001:db8::1]:443.</translation>
        </message>
        <message>
            <source>Expected a web address, a host such as example.com, or a host and port such as example.com:993.</source>
            <translation>Tulis alamat web, host seperti example.com, atau host dan port seperti example.com:993.</translation>
        </message>
        <message>
            <source>{address} has no usable port</source>
            <translation>Port pada {address} tidak bisa dipakai</translation>
        </message>
        <message>
            <source>Expected a number from 1 to 65535.</source>
            <translation>Harus angka dari 1 sampai 65535.</translation>
        </message>
        <message>
            <source>{name}: no such scenario</source>
            <translation>{name}: tidak ada skenario itu</translation>
        </message>
        <message>
            <source>expected a file, or one of {known}</source>
            <translation>harus berkas, atau salah satu dari {known}</translation>
        </message>
        <message>
            <source>proxy: the address cannot be read</source>
            <translation>proxy: alamatnya tidak bisa dibaca</translation>
        </message>
        <message>
            <source>expected http://host:port or socks5://host:port</source>
            <translation>harus http://host:port atau socks5://host:port</translation>
        </message>
        <message>
            <source>at least one part has to count</source>
            <translation>sedikitnya satu bagian harus dihitung</translation>
        </message>
        <message>
            <source>untick the app itself to watch nothing of it</source>
            <translation>hapus centang aplikasinya untuk tidak memantau apa pun darinya</translation>
        </message>
    </context>
    <context>
        <name>Verdict</name>
        <message>
            <source>before {time}</source>
            <comment>follows the word since</comment>
            <translation>sebelum {time}</translation>
        </message>
        <message>
            <source>slow since {time}</source>
            <translation>lambat sejak {time}</translation>
        </message>
        <message>
            <source>under maintenance since {time}</source>
            <translation>dalam pemeliharaan sejak {time}</translation>
        </message>
        <message>
            <source>down since {time}, as the company reports</source>
            <translation>down sejak {time}, menurut laporan perusahaan</translation>
        </message>
        <message>
            <source>down for everyone since {time}</source>
            <translation>down untuk semua orang sejak {time}</translation>
        </message>
        <message>
            <source>down in {countries} since {time}</source>
            <translation>down di {countries} sejak {time}</translation>
        </message>
        <message>
            <source>down on your network since {time}</source>
            <translation>down di jaringanmu sejak {time}</translation>
        </message>
        <message>
            <source>down only for you since {time}</source>
            <translation>down cuma untukmu sejak {time}</translation>
        </message>
        <message>
            <source>down since {time}</source>
            <translation>down sejak {time}</translation>
        </message>
        <message>
            <source>partly down since {time}, as the company reports</source>
            <translation>down sebagian sejak {time}, menurut laporan perusahaan</translation>
        </message>
        <message>
            <source>possible problem for everyone since {time}</source>
            <translation>mungkin bermasalah untuk semua orang sejak {time}</translation>
        </message>
        <message>
            <source>possible problem in {countries} since {time}</source>
            <translation>mungkin bermasalah di {countries} sejak {time}</translation>
        </message>
        <message>
            <source>possible problem on your network since {time}</source>
            <translation>mungkin bermasalah di jaringanmu sejak {time}</translation>
        </message>
        <message>
            <source>possible problem only for you since {time}</source>
            <translation>mungkin bermasalah cuma untukmu sejak {time}</translation>
        </message>
        <message>
            <source>possible problem since {time}</source>
            <translation>mungkin bermasalah sejak {time}</translation>
        </message>
        <message>
            <source>{service} is slow since {time}.</source>
            <translation>{service} lambat sejak {time}.</translation>
        </message>
        <message>
            <source>{service} is under maintenance since {time}.</source>
            <translation>{service} dalam pemeliharaan sejak {time}.</translation>
        </message>
        <message>
            <source>{service} works.</source>
            <translation>{service} normal.</translation>
        </message>
        <message>
            <source>It is not known whether {service} works.</source>
            <translation>Tidak diketahui apakah {service} normal.</translation>
        </message>
        <message>
            <source>{service} is down since {time}, as the company reports.</source>
            <translation>{service} down sejak {time}, menurut laporan perusahaan.</translation>
        </message>
        <message>
            <source>{service} is down for everyone since {time}.</source>
            <translation>{service} down untuk semua orang sejak {time}.</translation>
        </message>
        <message>
            <source>{service} is down in {countries} since {time}.</source>
            <translation>{service} down di {countries} sejak {time}.</translation>
        </message>
        <message>
            <source>{service} is down on your network since {time}.</source>
            <translation>{service} down di jaringanmu sejak {time}.</translation>
        </message>
        <message>
            <source>{service} is down only for you since {time}.</source>
            <translation>{service} down cuma untukmu sejak {time}.</translation>
        </message>
        <message>
            <source>{service} is down since {time}.</source>
            <translation>{service} down sejak {time}.</translation>
        </message>
        <message>
            <source>{service} is partly down since {time}, as the company reports.</source>
            <translation>{service} down sebagian sejak {time}, menurut laporan perusahaan.</translation>
        </message>
        <message>
            <source>{service} may have a problem for everyone since {time}.</source>
            <translation>{service} mungkin bermasalah untuk semua orang sejak {time}.</translation>
        </message>
        <message>
            <source>{service} may have a problem in {countries} since {time}.</source>
            <translation>{service} mungkin bermasalah di {countries} sejak {time}.</translation>
        </message>
        <message>
            <source>{service} may have a problem on your network since {time}.</source>
            <translation>{service} mungkin bermasalah di jaringanmu sejak {time}.</translation>
        </message>
        <message>
            <source>{service} may have a problem only for you since {time}.</source>
            <translation>{service} mungkin bermasalah cuma untukmu sejak {time}.</translation>
        </message>
        <message>
            <source>{service} may have a problem since {time}.</source>
            <translation>{service} mungkin bermasalah sejak {time}.</translation>
        </message>
    </context>
    <context>
        <name>Windows</name>
        <message>
            <source>Something went wrong</source>
            <translation>Ada yang salah</translation>
        </message>
        <message>
            <source>Outage Notifier ran into a fault of its own. It goes on as well as it can.</source>
            <translation>Outage Notifier mengalami kesalahan pada dirinya sendiri. Program tetap berjalan sebisanya.</translation>
        </message>
        <message>
            <source>{fault}

The details are in {file}</source>
            <translation>{fault}

Rinciannya ada di {file}</translation>
        </message>
    </context>
</TS>
